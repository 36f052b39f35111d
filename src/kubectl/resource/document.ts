import { goJSON, isJSONObject } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { Json } from '../rest/types.ts';

/** runtime.IsMissingKind and the errors of unstructured's decoder. */
export function decoded(value: unknown, source: string): Json {
  const where = `unable to decode ${JSON.stringify(source)}: `;
  if (!isJSONObject(value)) {
    const type = Array.isArray(value) ? 'array' : value === true || value === false ? 'bool' : typeof value;
    throw new CommandError(`${where}json: cannot unmarshal ${type} into Go value of type unstructured.detector`);
  }
  const kind = value['kind'];
  if (typeof kind !== 'string' || kind === '') {
    throw new CommandError(`${where}Object 'Kind' is missing in '${goJSON(sortedObject(value))}'`);
  }
  return value;
}

function sortedObject(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedObject);
  if (!isJSONObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sortedObject(value[key])]));
}

/** kubectl/pkg/validation/schema.go, which looks before the server does. */
export function checkType(value: unknown, source: string): void {
  if (!isJSONObject(value)) return;
  const missing = ['apiVersion', 'kind'].filter((key) => typeof value[key] !== 'string' || value[key] === '');
  if (missing.length === 0) return;
  const words = missing.map((key) => `${key} not set`);
  const told = words.length === 1 ? words[0]! : `[${words.join(', ')}]`;
  throw new CommandError(
    `error validating ${JSON.stringify(source)}: error validating data: ${told}; ` +
      'if you choose to ignore these errors, turn validation off with --validate=false',
  );
}
