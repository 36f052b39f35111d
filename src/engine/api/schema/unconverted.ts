import type { FieldKind } from './fields.ts';

/**
 * What Go's converter says of a value that does not fit a field, when it reads an object out of maps and lists instead of JSON:
 * only what a strategic merge patch makes is read so. `target` is the Go type. apimachinery/pkg/runtime/converter.go
 */
export function unconverted(value: unknown, { shape, text }: FieldKind, target: string): string {
  const found = goKind(value);
  if (shape === 'struct') return `cannot restore struct from: ${found}`;
  if (shape === 'map') return `cannot restore map from ${found}`;
  if (shape === 'list' || text === 'bytes') return `cannot restore slice from ${found}`;
  // Go turns numbers into text and fractions into whole numbers, which JSON does not: these two have words of their own.
  const convertible = text === 'string' ? found === 'int64' : text.startsWith('int') && typeof value === 'number';
  return convertible ? `cannot convert ${found} to ${target}` : `unrecognized type: ${text}`;
}

/** As what Go holds a value that came as JSON. */
function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'slice';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map';
}
