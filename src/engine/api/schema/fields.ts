import { TYPES } from './generated/schemas.ts';
import { isStruct } from './go-types.ts';

/** A field's kind, taken apart once: the decoder asks for each field of every object that comes in. */
export interface FieldKind {
  readonly shape: 'scalar' | 'list' | 'map' | 'struct';
  /** As it stands in the table: `[]Container`. */
  readonly text: string;
  /** Of a list or a map. */
  readonly item: FieldKind | undefined;
}

const byText = new Map<string, FieldKind>();

export function fieldKind(text: string): FieldKind {
  const known = byText.get(text);
  if (known !== undefined) return known;
  const container = text.startsWith('[]') ? 'list' : text.startsWith('{}') ? 'map' : undefined;
  const made: FieldKind = {
    shape: container ?? (isStruct(text) ? 'struct' : 'scalar'),
    text,
    item: container === undefined ? undefined : fieldKind(text.slice(2)),
  };
  byText.set(text, made);
  return made;
}

export type Fields = ReadonlyMap<string, FieldKind>;

const byType = new Map<string, Fields>();

export function fieldsOf(type: string): Fields {
  const known = byType.get(type);
  if (known !== undefined) return known;
  const made = new Map(Object.entries(TYPES[type] ?? {}).map(([name, text]) => [name, fieldKind(text)]));
  byType.set(type, made);
  return made;
}
