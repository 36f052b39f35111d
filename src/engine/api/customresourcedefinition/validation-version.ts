import { field, type ErrorList, type Path } from '../../apimachinery/index.ts';
import type {
  CustomResourceColumnDefinition,
  CustomResourceDefinitionVersion,
  CustomResourceSubresources,
  JSONSchemaProps,
} from './types.ts';

const TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
const MAX_SELECTABLE_FIELDS = 8;

/** ValidateCustomResourceColumnDefinition. */
export function checkColumns(
  errors: ErrorList,
  columns: readonly CustomResourceColumnDefinition[] | undefined,
  path: Path,
): void {
  columns?.forEach(({ name, type, format, jsonPath }, i) => {
    const at = path.index(i);
    if (!name) errors.push(field.required(at.child('name')));
    if (!type) errors.push(field.required(at.child('type'), `must be one of ${TYPES.join()}`));
    else if (!TYPES.includes(type)) {
      errors.push(field.invalid(at.child('type'), type, `must be one of ${TYPES.join()}`));
    }
    if (format && !FORMATS.includes(format)) {
      errors.push(field.invalid(at.child('format'), format, `must be one of ${FORMATS.join()}`));
    }
    if (!jsonPath) errors.push(field.required(at.child('JSONPath')));
    else checkSimpleJSONPath(errors, at.child('JSONPath'), jsonPath);
  });
}

function checkSimpleJSONPath(errors: ErrorList, path: Path, text: string): boolean {
  if (text.startsWith('.')) return true;
  errors.push(field.invalid(path, text, 'must be a simple json path starting with .'));
  return false;
}

/** ValidateCustomResourceDefinitionSubresources. */
export function checkSubresources(
  errors: ErrorList,
  subresources: CustomResourceSubresources | undefined,
  path: Path,
): void {
  const scale = subresources?.scale;
  if (scale === undefined) return;
  const check = (name: string, text: string | undefined, roots: readonly string[], why: string): void => {
    const at = path.child(`scale.${name}`);
    if (!text || !checkSimpleJSONPath(errors, at, text)) return;
    if (!roots.some((root) => text.startsWith(root))) errors.push(field.invalid(at, text, why));
  };
  for (const name of ['specReplicasPath', 'statusReplicasPath'] as const) {
    if (!scale[name]) errors.push(field.required(path.child(`scale.${name}`)));
  }
  check('specReplicasPath', scale.specReplicasPath, ['.spec.'], 'should be a json path under .spec');
  check('statusReplicasPath', scale.statusReplicasPath, ['.status.'], 'should be a json path under .status');
  const either = 'should be a json path under either .spec or .status';
  check('labelSelectorPath', scale.labelSelectorPath, ['.spec.', '.status.'], either);
}

/** ValidateCustomResourceSelectableFields. */
export function checkSelectableFields(
  errors: ErrorList,
  { selectableFields = [], schema }: CustomResourceDefinitionVersion,
  path: Path,
): void {
  if (selectableFields.length === 0) return;
  const root = schema?.openAPIV3Schema;
  if (root === undefined) {
    const why = 'selectableFields may only be set when version.schema.openAPIV3Schema is not included';
    errors.push(field.invalid(path, '', why));
    return;
  }
  const seen = new Set<string>();
  selectableFields.forEach(({ jsonPath }, i) => {
    const at = path.index(i).child('jsonPath');
    if (!jsonPath) {
      errors.push(field.required(at));
      return;
    }
    const found = fieldAt(root, jsonPath);
    if (typeof found === 'string') {
      errors.push(field.invalid(at, jsonPath, `is an invalid path: ${found}`));
      return;
    }
    if (/^\.metadata(\.|$)/.test(jsonPath)) {
      errors.push(field.invalid(at, jsonPath, 'must not point to fields in metadata'));
    }
    if (!['string', 'boolean', 'integer'].includes(found.type ?? '')) {
      const why =
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
      errors.push(field.invalid(at, jsonPath, why));
    }
    if (seen.has(jsonPath)) errors.push(field.duplicate(at, jsonPath));
    seen.add(jsonPath);
  });
  if (seen.size > MAX_SELECTABLE_FIELDS) {
    errors.push(field.tooMany(path, seen.size, MAX_SELECTABLE_FIELDS));
  }
}

/** The schema at a path, or why there is none. apiserver/schema/cel/validation.go ValidFieldPath */
export function fieldAt(root: JSONSchemaProps, path: string): JSONSchemaProps | string {
  if (!path.startsWith('.') && !path.startsWith('[')) return `expected . or [`;
  let at = root;
  const steps = path.match(/\.[A-Za-z_][A-Za-z0-9_-]*|\['(?:[^'\\]|\\.)*'\]|./g) ?? [];
  for (const step of steps) {
    const name = step.startsWith('.') ? step.slice(1) : step.slice(2, -2).replace(/\\(.)/g, '$1');
    if (name === '') return `does not refer to a valid field`;
    const below = at.properties !== undefined && Object.hasOwn(at.properties, name) ? at.properties[name] : undefined;
    const map = at.additionalProperties;
    if (below !== undefined) at = below;
    else if (typeof map === 'object' && step.startsWith('[')) at = map;
    else return `does not refer to a valid field`;
  }
  return at;
}
