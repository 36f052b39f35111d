import { getNested, isJSONObject } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import { goFormatValue, JSONPathTemplate, PrintError, relaxedJSONPath } from '../../printers/index.ts';
import type { Json } from '../../rest/types.ts';

/** What --for asks for. `met` may throw, which ends the waiting for that object. */
export type Condition =
  | { readonly kind: 'create' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'met'; readonly met: (object: Json) => boolean };

/** kubectl/pkg/cmd/wait/wait.go, conditionFuncFor */
export function conditionFor(text: string): Condition {
  const word = text.toLowerCase();
  if (word === 'delete') return { kind: 'delete' };
  if (word === 'create') return { kind: 'create' };
  if (word.startsWith('condition=')) {
    const [name = '', value = 'true'] = splitOnce(text.slice('condition='.length));
    return { kind: 'met', met: (object) => conditionMet(object, name, value) };
  }
  if (word.startsWith('jsonpath=')) return jsonPathCondition(text.slice('jsonpath='.length));
  throw new CommandError(`unrecognized condition: ${JSON.stringify(text)}`);
}

function splitOnce(text: string): readonly string[] {
  const at = text.indexOf('=');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Whether the condition says so of what is now wanted, not of an earlier generation. */
function conditionMet(object: Json, name: string, value: string): boolean {
  const conditions = getNested(object, ['status', 'conditions']);
  if (!Array.isArray(conditions)) return false;
  for (const condition of (conditions as readonly unknown[]).filter(isJSONObject)) {
    const { type, status, observedGeneration } = condition;
    if (typeof type !== 'string' || typeof status !== 'string' || type.toLowerCase() !== name.toLowerCase()) continue;
    const generation = getNested(object, ['metadata', 'generation']);
    const observed = observedGeneration ?? getNested(object, ['status', 'observedGeneration']);
    if (typeof generation === 'number' && typeof observed === 'number' && observed < generation) return false;
    return status.toLowerCase() === value.toLowerCase();
  }
  return false;
}

function jsonPathCondition(text: string): Condition {
  const parts = splitAtSingle(text);
  if (parts.length > 2) {
    throw new CommandError(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  }
  const template = templateOf(parts[0] ?? '', parts[1]);
  const value = parts[1]?.replace(/^['"]+|['"]+$/g, '');
  return { kind: 'met', met: (object) => valueMet(template, object, value) };
}

/** At each `=` that stands alone: `==` belongs to a filter. */
function splitAtSingle(text: string): readonly string[] {
  return text
    .replaceAll('==', '\0')
    .split('=')
    .map((part) => part.replaceAll('\0', '=='));
}

function templateOf(expression: string, value: string | undefined): JSONPathTemplate {
  try {
    const path = relaxedJSONPath(expression);
    if (value !== undefined && value.replace(/['"]/g, '') === '') {
      throw new CommandError(
        "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
      );
    }
    if (path === '') throw new CommandError('jsonpath expression cannot be empty');
    return new JSONPathTemplate(path, true);
  } catch (error) {
    throw error instanceof PrintError ? new CommandError(error.message) : error;
  }
}

function valueMet(template: JSONPathTemplate, object: Json, value: string | undefined): boolean {
  const results = template.findResults(object);
  const [first = []] = results;
  if (first.length === 0) return false;
  if (results.length > 1) throw new CommandError('given jsonpath expression matches more than one list');
  if (first.length > 1) throw new CommandError('given jsonpath expression matches more than one value');
  if (value === undefined) return true;
  const found = first[0];
  if (typeof found === 'object' && found !== null) {
    throw new CommandError('jsonpath leads to a nested object or list which is not supported');
  }
  return goFormatValue(found).trim() === value.trim();
}
