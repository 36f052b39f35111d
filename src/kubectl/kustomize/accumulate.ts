import { messageOf } from '../resource/rest-helper.ts';
import type { Json } from '../rest/types.ts';
import type { World } from '../world.ts';
import { absorb, generate } from './generators.ts';
import { mapIn, objectsOf, readKustomization, textIn, textsOf } from './kustomization.ts';
import { joined, MalformedYAMLError, missing, readTextInside, resourcesIn } from './loader.ts';
import { patchAll, patchJson6902 } from './patches.ts';
import { replaceAll } from './replacements.ts';
import { idText, type Res } from './res.ts';
import { addAnnotations, addLabels, addPrefix, setImages, setNamespace, setReplicas } from './transformers.ts';
import { varsOf } from './vars.ts';

/** What a folder and those below it come to (api/internal/target/kusttarget.go, AccumulateTarget). */
export interface Accumulated {
  resources: Res[];
  vars: Json[];
  /** Of the outermost. */
  readonly fields: Json;
}

export async function accumulate(
  world: World,
  folder: string,
  above: readonly string[] = [],
  base?: Accumulated,
): Promise<Accumulated> {
  if (above.includes(folder))
    throw new Error(`cycle detected: candidate root '${folder}' contains visited root '${above.at(-1) ?? folder}'`);
  const { fields } = await readKustomization(world, folder);
  const ra: Accumulated = { resources: base?.resources ?? [], vars: base?.vars ?? [], fields };
  const inside = [...above, folder];
  for (const path of [...textsOf(fields, 'resources'), ...textsOf(fields, 'bases')])
    await addResource(ra, world, folder, path, inside);
  await runGenerators(ra, world, folder);
  for (const path of textsOf(fields, 'components')) {
    const at = joined(folder, path);
    const component = await accumulate(world, at, inside, { ...ra, resources: [...ra.resources] });
    if (component.fields['kind'] !== 'Component')
      throw new Error(
        `accumulating components: accumulateDirectory: "expected kind 'Component' for path '${at}' but got 'Kustomization'"`,
      );
    ra.resources = component.resources;
    ra.vars = component.vars;
  }
  await runTransformers(ra, world, folder);
  ra.vars.push(...varsOf(fields));
  return ra;
}

async function runTransformers({ resources, fields }: Accumulated, world: World, folder: string): Promise<void> {
  await patchAll(resources, fields, world, folder);
  setNamespace(resources, textIn(fields, 'namespace'));
  addPrefix(resources, textIn(fields, 'namePrefix'), textIn(fields, 'nameSuffix'));
  addLabels(resources, fields);
  addAnnotations(resources, fields);
  await patchJson6902(resources, fields, world, folder);
  setReplicas(resources, fields);
  setImages(resources, fields);
  await replaceAll(resources, fields, world, folder);
}

async function runGenerators(ra: Accumulated, world: World, folder: string): Promise<void> {
  const options = mapIn(ra.fields, 'generatorOptions');
  for (const [field, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const) {
    for (const args of objectsOf(ra.fields, field)) {
      const made = await generate(kind, args, options, world, folder).catch((error: unknown) => {
        throw new Error(`loading KV pairs: ${messageOf(error)}`);
      });
      absorb(ra.resources, made, textIn(args, 'behavior'));
    }
  }
}

/** A file, or a folder with a kustomization of its own. */
async function addResource(
  ra: Accumulated,
  world: World,
  folder: string,
  path: string,
  above: readonly string[],
): Promise<void> {
  const at = joined(folder, path);
  const stat = await world.files.stat(at);
  if (stat?.directory === true) {
    const start = `accumulating resources: accumulation err='accumulating resources from '${path}': '${at}' must resolve to a file'`;
    const inner = await accumulate(world, at, above).catch((error: unknown) => {
      throw new Error(`${start}: recursed accumulation of path '${at}': ${messageOf(error)}`);
    });
    for (const res of inner.resources) append(ra, res, `${start}: recursed merging from path '${at}': `);
    ra.vars.push(...inner.vars);
    return;
  }
  const found = await fileResources(world, folder, path, stat === undefined);
  for (const res of found) append(ra, res, 'accumulating resources: ');
}

async function fileResources(world: World, folder: string, path: string, absent: boolean): Promise<readonly Res[]> {
  const at = joined(folder, path);
  const from = `accumulating resources from '${path}': `;
  try {
    return resourcesIn(await readTextInside(world, folder, path));
  } catch (error) {
    if (error instanceof MalformedYAMLError)
      throw new Error(`accumulating resources: ${from}${error.message} in File: ${path}`, { cause: error });
    const instead = absent
      ? `must build at directory: not a valid directory: ${await missing(world, at)}`
      : `must build at directory: '${at}': file is not directory`;
    throw new Error(`accumulating resources: accumulation err='${from}${messageOf(error)}': ${instead}`, {
      cause: error,
    });
  }
}

function append({ resources }: Accumulated, res: Res, where: string): void {
  const text = idText(res.id);
  if (resources.some((other) => idText(other.id) === text))
    throw new Error(`${where}may not add resource with an already registered id: ${text}`);
  resources.push(res);
}
