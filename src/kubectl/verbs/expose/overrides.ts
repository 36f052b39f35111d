import {
  applyJSONPatch,
  applyMergePatch,
  applyStrategicMergePatch,
  decodeJSON,
  decodeJSONPatch,
  isJSONObject,
  ParseError,
  PatchSchema,
} from '../../../engine/apimachinery/index.ts';
import { mergeRulesOf } from '../../apply/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Flag, Flags } from '../../cobra/types.ts';
import type { Json } from '../../rest/types.ts';

export const overrideFlags: readonly Flag[] = [
  { name: 'overrides', type: 'string', usage: 'JSON that changes the object before it is sent.' },
  {
    name: 'override-type',
    type: 'string',
    default: 'merge',
    usage: 'How --overrides changes it: json, merge, or strategic.',
    choices: ['json', 'merge', 'strategic'],
  },
];

/** The object as --overrides wants it (kubectl/pkg/cmd/util/override_options.go). */
export function withOverrides(flags: Flags, object: Json): Json {
  const text = flags.string('overrides');
  const type = flags.string('override-type');
  if (text === '') return object;
  if (type === 'json') return applyJSONPatch(object, decodeJSONPatch(decodeJSON(text))) as Json;
  if (type !== 'merge' && type !== 'strategic') throw new CommandError(`invalid override type: ${type}`);
  let patch;
  try {
    patch = decodeJSON(text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new CommandError(type === 'merge' ? 'Invalid JSON Patch' : error.message);
  }
  if (!isJSONObject(patch)) throw new CommandError('Invalid JSON Patch');
  if (type === 'merge') return applyMergePatch(object, patch) as Json;
  const rules = mergeRulesOf('v1', String(object['kind'])) ?? {};
  return applyStrategicMergePatch(object, patch, new PatchSchema(rules)) as Json;
}
