/**
 * What every part of the cluster agrees on before it says anything: metadata, names of kinds, selectors, quantities, times,
 * the Status answer, errors that point at a field, patches. Plain functions and types; it imports nothing and keeps no state
 * that can be seen.
 *
 * It promises Kubernetes' own texts to the letter, and that a value it is given is never changed.
 *
 * It differs from k8s.io/apimachinery where Go and JavaScript differ: objects are the wire form itself (times are RFC 3339
 * strings, quantities are text until somebody calculates), errors from parsing are thrown as ParseError, and a struct inside an
 * error's text prints as JSON in the order of the object's own keys.
 */
export * from './byte-string.ts';
export * from './bytes.ts';
export * from './cel.ts';
export * from './compare.ts';
export * from './duration.ts';
export * as field from './field.ts';
export { FieldError, newPath, Path } from './field.ts';
export type { ErrorList, ErrorType } from './field.ts';
export * from './fields.ts';
export * from './go-text.ts';
export * from './group-version.ts';
export { parseJSONPath, type JSONPath } from './jsonpath.ts';
export * from './labels.ts';
export * from './labels-parse.ts';
export * from './intstr.ts';
export * from './ip.ts';
export * from './meta.ts';
export * from './names.ts';
export * from './names-validation.ts';
export * from './parse-error.ts';
export * from './patch/index.ts';
export * from './quantity.ts';
export type { Regexp, RegexpError, Regexps } from './regexp.ts';
export type { QuantityFormat } from './quantity-text.ts';
export * from './remotecommand.ts';
export * from './scheme.ts';
export * from './sha256.ts';
export * from './status.ts';
export * from './status-generic.ts';
export * from './status-predicates.ts';
export * from './time.ts';
export * from './unstructured.ts';
export * from './validation.ts';
export * from './validation-conditions.ts';
export * from './validation-meta.ts';
export * from './validation-options.ts';
