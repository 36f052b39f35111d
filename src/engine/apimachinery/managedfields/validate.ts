import { goFormat, goQuote } from '../go-text.ts';
import { isJSONObject } from '../unstructured.ts';
import { elementText, fieldElement, itemElement, PathElementError } from './path-element.ts';
import { deduce, typeOfEntry, type TypeDescription } from './type-description.ts';

/** What is wrong with an applied configuration, in structured-merge-diff's words. typed/validate.go */
export function validate(value: unknown, type: TypeDescription): string | undefined {
  const errors: string[] = [];
  validateValue(value, type, '', errors);
  if (errors.length <= 1) return errors[0];
  return ['errors:', ...errors.map((error) => `  ${error}`)].join('\n');
}

function validateValue(value: unknown, type: TypeDescription, at: string, errors: string[]): void {
  if (value === null || value === undefined) return;
  const is = deduce(type, value);
  const problem = (text: string): void => void errors.push(`${at}: ${text}`);
  if (is.shape === 'scalar') {
    const text = scalarProblem(value, is.scalar);
    if (text !== undefined) problem(text);
  } else if (is.shape === 'list') {
    if (Array.isArray(value)) validateItems(value, is, at, errors);
    else problem(`expected list, got ${shown(value)}`);
  } else if (isJSONObject(value)) validateEntries(value, is, at, errors);
  else problem(`expected map, got ${shown(value)}`);
}

/** A value as Go prints the wrapper it is kept in. */
function shown(value: unknown): string {
  return `&{${goFormat(value)}}`;
}

function scalarProblem(value: unknown, scalar: TypeDescription['scalar']): string | undefined {
  switch (scalar) {
    case 'numeric':
      return typeof value === 'number' ? undefined : `expected numeric (int or float), got ${goTypeOf(value)}`;
    case 'string':
      if (typeof value === 'string') return undefined;
      return `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `expected boolean, got ${goTypeOf(value)}`;
    default:
      return typeof value === 'object' ? `expected any scalar, got ${shown(value)}` : undefined;
  }
}

function goTypeOf(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object') return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return 'string';
}

/** fmt's %#v of a decoded JSON value. */
function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (Array.isArray(value)) return `[]interface {}{${(value as readonly unknown[]).map(goSyntax).join(', ')}}`;
  if (typeof value !== 'object') return String(value as number | boolean);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${goQuote(key)}:${goSyntax((value as Readonly<Record<string, unknown>>)[key])}`);
  return `map[string]interface {}{${entries.join(', ')}}`;
}

function validateItems(list: readonly unknown[], type: TypeDescription, at: string, errors: string[]): void {
  const seen = new Set<string>();
  for (let i = 0; i < list.length; i++) {
    let element = `i:${i}`;
    if (!type.atomic) {
      try {
        element = itemElement(type, list[i]);
      } catch (error) {
        if (!(error instanceof PathElementError)) throw error;
        errors.push(`${at}: element ${i}: ${error.message}`);
        return;
      }
      if (seen.has(element)) errors.push(`${at}: duplicate entries for key ${elementText(element)}`);
      seen.add(element);
    }
    validateValue(list[i], type.element!, at + elementText(element), errors);
  }
}

function validateEntries(
  map: Readonly<Record<string, unknown>>,
  type: TypeDescription,
  at: string,
  errors: string[],
): void {
  for (const key of Object.keys(map)) {
    const path = at + elementText(fieldElement(key));
    const entry = typeOfEntry(type, key);
    if (entry === undefined) {
      errors.push(`${path}: field not declared in schema`);
      return;
    }
    validateValue(map[key], entry, path, errors);
  }
}
