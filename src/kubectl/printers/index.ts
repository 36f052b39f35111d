/**
 * How kubectl writes objects: tables, YAML, JSON, names, JSONPath, Go templates, columns of one's own
 * (cli-runtime/pkg/printers, kubectl/pkg/cmd/get).
 *
 * It promises kubectl 1.33's output to the byte: go-yaml v2's styles and folds, encoding/json's escapes, text/tabwriter's
 * widths. A printer changes nothing and asks nobody; what it cannot print it throws as PrintError.
 *
 * It differs where Go has no order: the values of a map under `*` and `..` come sorted by key.
 */
export { CUSTOM_COLUMNS_FORMATS, customColumnsPrinter } from './custom-columns.ts';
export { goFloat, goFormatValue, goSyntax, goType } from './go-values.ts';
export { marshalJSON, toJSON } from './json.ts';
export { jsonPathPrinter, jsonPathText, JSONPathTemplate, relaxedJSONPath } from './jsonpath.ts';
export { kindPrefix, namePrinter } from './name.ts';
export * from './print-flags.ts';
export { naturalLess, sortingPrinter, sortObjects, sortTable, UnsortableError } from './sort.ts';
export * from './table.ts';
export * from './tabwriter.ts';
export { readFile, TEMPLATE_FORMATS, templatePrinter } from './template-flags.ts';
export * from './types.ts';
export { compareKeys, toYAML } from './yaml.ts';
