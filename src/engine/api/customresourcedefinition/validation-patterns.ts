import { field, type ErrorList, type Path, type Regexps } from '../../apimachinery/index.ts';
import { isSchema } from '../customresource/structural.ts';
import type { JSONSchemaProps } from './types.ts';

/** Every `pattern` is a regular expression. apiextensions-apiserver/pkg/apiserver/schema/validation.go validateValueValidation */
export function checkPatterns(errors: ErrorList, schema: JSONSchemaProps, path: Path, regexps: Regexps): void {
  const { pattern = '', items, additionalProperties, not, properties = {} } = schema;
  if (isSchema(items)) checkPatterns(errors, items, path.child('items'), regexps);
  for (const [name, property] of Object.entries(properties)) {
    checkPatterns(errors, property, path.child('properties').key(name), regexps);
  }
  if (isSchema(additionalProperties)) {
    checkPatterns(errors, additionalProperties, path.child('additionalProperties'), regexps);
  }
  for (const junctor of ['allOf', 'anyOf', 'oneOf'] as const) {
    schema[junctor]?.forEach((one, i) => checkPatterns(errors, one, path.child(junctor).index(i), regexps));
  }
  if (not) checkPatterns(errors, not, path.child('not'), regexps);
  const read = pattern === '' ? undefined : regexps.compileRegexp(pattern);
  if (read?.ok !== false) return;
  const why = `must be a valid regular expression, but isn't: ${read.message}`;
  errors.push(field.invalid(path.child('pattern'), pattern, why));
}
