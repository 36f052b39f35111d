import { isJSONObject, ParseError, textOf } from '../../engine/apimachinery/index.ts';
import { parseYAML } from '../resource/decode.ts';
import type { Json } from '../rest/types.ts';
import type { World } from '../world.ts';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** What a kustomization file may say (api/types/kustomization.go); what it says is read where it is used. */
const FIELDS = new Set(
  'apiVersion kind metadata openapi namePrefix nameSuffix namespace commonLabels labels commonAnnotations patchesStrategicMerge patchesJson6902 patches images imageTags replacements replicas vars sortOptions resources components crds bases configMapGenerator secretGenerator helmGlobals helmCharts helmChartInflationGenerator generatorOptions configurations generators transformers validators buildMetadata'.split(
    ' ',
  ),
);

const DEPRECATED: readonly (readonly [field: string, instead: string])[] = [
  ['bases', "'resources'"],
  ['patchesJson6902', "'patches'"],
  ['patchesStrategicMerge', "'patches'"],
  ['commonLabels', "'labels'"],
  ['vars', "'replacements'"],
];

export interface Kustomization {
  readonly folder: string;
  readonly fields: Json;
}

/** Reads a folder's kustomization; throws when there is none, or several, or one with words that it does not have. */
export async function readKustomization(world: World, folder: string): Promise<Kustomization> {
  const found: string[] = [];
  for (const name of NAMES) {
    const stat = await world.files.stat(`${folder}/${name}`);
    if (stat !== undefined && !stat.directory) found.push(name);
  }
  const [name, ...more] = found;
  if (name === undefined)
    throw new Error(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
    );
  if (more.length > 0) throw new Error(`Found multiple kustomization files: ${folder}\n`);
  const text = textOf((await world.files.read(`${folder}/${name}`)) ?? '');
  const fields = fieldsOf(text);
  warn(world, fields);
  return { folder, fields };
}

function fieldsOf(text: string): Json {
  let value: unknown;
  try {
    value = parseYAML(text.replace(/^imageTags:/m, 'images:'));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new Error(`invalid Kustomization: error converting YAML to JSON: ${error.message}`, { cause: error });
  }
  if (value === undefined || value === null || (isJSONObject(value) && Object.keys(value).length === 0))
    throw new Error('kustomization.yaml is empty');
  if (!isJSONObject(value))
    throw new Error(
      'invalid Kustomization: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type types.Kustomization',
    );
  const unknown = Object.keys(value).find((key) => !FIELDS.has(key));
  if (unknown !== undefined) throw new Error(`invalid Kustomization: json: unknown field "${unknown}"`);
  return value;
}

function warn(world: World, fields: Json): void {
  for (const [field, instead] of DEPRECATED) {
    if (fields[field] === undefined) continue;
    const experimental = field === 'vars' ? ' [EXPERIMENTAL]' : '';
    world.stderr.write(
      `# Warning: '${field}' is deprecated. Please use ${instead} instead.${experimental} Run 'kustomize edit fix' to update your Kustomization automatically.\n`,
    );
  }
}

export function listOf(fields: Json, key: string): readonly unknown[] {
  const value = fields[key];
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function objectsOf(fields: Json, key: string): readonly Json[] {
  return listOf(fields, key).filter(isJSONObject);
}

export function textsOf(fields: Json, key: string): readonly string[] {
  return listOf(fields, key).filter((item): item is string => typeof item === 'string');
}

export function textIn(fields: Json, key: string): string {
  const value = fields[key];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function mapIn(fields: Json, key: string): Json {
  const value = fields[key];
  return isJSONObject(value) ? value : {};
}
