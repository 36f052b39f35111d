import {
  type Cel,
  deepEqual,
  type ErrorList,
  field,
  type FieldError,
  isObject,
  type Json,
  newPath,
  type Path,
} from '../../apimachinery/index.ts';
import { CelOptional, type CelProgram } from '../../apimachinery/index.ts';
import type { ValidationRule } from '../customresourcedefinition/types.ts';
import { typedValue } from './cel-values.ts';
import { schemaOfKey, type Structural } from './structural.ts';

/** A rule that can be run. */
interface Compiled {
  readonly rule: ValidationRule;
  readonly program: CelProgram;
  readonly message: CelProgram | undefined;
  readonly usesOldSelf: boolean;
}

const VARIABLES = ['self', 'oldSelf'];
const MAX_MESSAGE = 5 * 1024;
const compiled = new WeakMap<Structural, readonly Compiled[]>();

/** Rules that cannot be read were refused with their schema, so here they are as good as absent. */
function rulesOf(cel: Cel, structural: Structural): readonly Compiled[] {
  const known = compiled.get(structural);
  if (known !== undefined) return known;
  const found: Compiled[] = [];
  for (const rule of structural.rules) {
    const program = cel.compile(rule.rule, VARIABLES);
    if (!program.ok) continue;
    const message = rule.messageExpression ? cel.compile(rule.messageExpression, VARIABLES) : undefined;
    const usesOldSelf = program.uses('oldSelf') || (message?.ok === true && message.uses('oldSelf'));
    found.push({ rule, program, message: message?.ok === true ? message : undefined, usesOldSelf });
  }
  compiled.set(structural, found);
  return found;
}

/**
 * x-kubernetes-validations over an object, and over what it was before. What is as it was is not told again.
 * apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go
 */
export function validateRules(cel: Cel, structural: Structural, object: unknown, old: unknown, path?: Path): ErrorList {
  const errors: ErrorList = [];
  check(cel, structural, object, old, path, errors);
  return errors;
}

/** False: an expression ran out of what it may cost, and nothing more is run. */
function check(
  cel: Cel,
  structural: Structural,
  value: unknown,
  old: unknown,
  path: Path | undefined,
  errors: ErrorList,
): boolean {
  if (!structural.hasRules || value === null || value === undefined) return true;
  const unchanged = old !== undefined && deepEqual(value, old);
  if (unchanged) return true;
  for (const rule of rulesOf(cel, structural)) {
    if (!run(rule, structural, value, old, path, errors)) return false;
  }
  if (Array.isArray(value)) return checkItems(cel, structural, value, old, path, errors);
  return !isObject(value) || checkFields(cel, structural, value, isObject(old) ? old : undefined, path, errors);
}

function checkItems(
  cel: Cel,
  structural: Structural,
  list: readonly unknown[],
  old: unknown,
  path: Path | undefined,
  errors: ErrorList,
): boolean {
  const { items } = structural;
  if (items === undefined || !items.hasRules) return true;
  const before = correlated(structural, old);
  return list.every((item, i) => {
    const at = path === undefined ? newPath('').index(i) : path.index(i);
    return check(cel, items, item, before.get(identity(structural, item)), at, errors);
  });
}

function correlated(structural: Structural, old: unknown): Map<string, unknown> {
  if (structural.listType !== 'map' || !Array.isArray(old)) return new Map();
  return new Map(old.map((item): [string, unknown] => [identity(structural, item), item]));
}

function identity({ listMapKeys }: Structural, item: unknown): string {
  if (!isObject(item)) return '';
  return JSON.stringify(listMapKeys.map((key) => (Object.hasOwn(item, key) ? item[key] : null)));
}

function checkFields(
  cel: Cel,
  structural: Structural,
  object: Json,
  old: Json | undefined,
  path: Path | undefined,
  errors: ErrorList,
): boolean {
  // A map that is replaced as a whole has no old values of single keys.
  const before = structural.mapType === 'atomic' ? undefined : old;
  return Object.keys(object).every((key) => {
    const schema = schemaOfKey(structural, key);
    if (schema === undefined || !schema.hasRules) return true;
    const was = before !== undefined && Object.hasOwn(before, key) ? before[key] : undefined;
    const at = path === undefined ? newPath(key) : structural.properties.has(key) ? path.child(key) : path.key(key);
    return check(cel, schema, object[key], was, at, errors);
  });
}

function run(
  { rule, program, message, usesOldSelf }: Compiled,
  structural: Structural,
  value: unknown,
  old: unknown,
  path: Path | undefined,
  errors: ErrorList,
): boolean {
  const optional = rule.optionalOldSelf === true;
  if (usesOldSelf && old === undefined && !optional) return true;
  const type = structural.type === '' && structural.intOrString ? 'int-or-string' : structural.type;
  const before = old === undefined ? undefined : typedValue(old, structural);
  const values = { self: typedValue(value, structural), oldSelf: optional ? new CelOptional(before) : before };
  const answer = program.evaluate(values);
  const own = rule.message ? rule.message.trim() : rule.rule.trim();
  if (!answer.ok) {
    if (answer.exhausted === true) {
      const why = `'${answer.message}': no further validation rules will be run due to call cost exceeds limit for rule: ${own}`;
      errors.push(field.invalid(path, type, why));
      return false;
    }
    const why = answer.message.startsWith('no such overload')
      ? `'${answer.message}': call arguments did not match a supported operator, function or macro signature for rule: ${own}`
      : `${answer.message} evaluating rule: ${own}`;
    errors.push(field.invalid(path, type, why));
    return true;
  }
  if (answer.value === true) return true;
  const text = messageOf(message, values) ?? (rule.message ? own : `failed rule: ${own}`);
  errors.push(errorFor(placeOf(rule, path), type, text, rule.reason));
  return true;
}

/** What the expression says, if it is a message at all: one line, not empty, not too long. */
function messageOf(program: CelProgram | undefined, values: Readonly<Record<string, unknown>>): string | undefined {
  const answer = program?.evaluate(values);
  if (answer?.ok !== true || typeof answer.value !== 'string') return undefined;
  const text = answer.value.trim();
  return text === '' || text.length > MAX_MESSAGE || text.includes('\n') ? undefined : text;
}

/** fieldPath is below the place of the rule: `.spec.x`, `['a.b']`. */
function placeOf({ fieldPath }: ValidationRule, path: Path | undefined): Path | undefined {
  if (!fieldPath) return path;
  let at = path;
  for (const step of fieldPath.match(/\.[A-Za-z_][A-Za-z0-9_-]*|\['(?:[^'\\]|\\.)*'\]/g) ?? []) {
    const name = step.startsWith('.') ? step.slice(1) : step.slice(2, -2);
    if (at === undefined) at = newPath(name);
    else at = step.startsWith('.') ? at.child(name) : at.key(name);
  }
  return at;
}

function errorFor(path: Path | undefined, type: string, text: string, reason: string | undefined): FieldError {
  switch (reason) {
    case 'FieldValueForbidden':
      return field.forbidden(path, text);
    case 'FieldValueRequired':
      return field.required(path, text);
    case 'FieldValueDuplicate':
      return field.duplicate(path, type);
    default:
      return field.invalid(path, type, text);
  }
}
