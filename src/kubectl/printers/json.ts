import { getOwn, goJSON, sortedKeys } from '../../engine/apimachinery/index.ts';

interface Style {
  /** What one level is indented by; '' writes all in one line. */
  readonly indent?: string;
  /** Keys in the object's own order, as Go writes a struct. Left out: sorted, as Go writes a map. */
  readonly ownOrder?: boolean;
}

/** encoding/json's Marshal and MarshalIndent. Without a line's end. */
export function marshalJSON(value: unknown, { indent = '', ownOrder = false }: Style = {}): string {
  const out: string[] = [];
  write(out, value, indent, ownOrder, '\n');
  return out.join('');
}

/** kubectl's -o json: four spaces, and a line's end. */
export function toJSON(value: unknown, ownOrder = false): string {
  return `${marshalJSON(value, { indent: '    ', ownOrder })}\n`;
}

function write(out: string[], value: unknown, indent: string, ownOrder: boolean, line: string): void {
  if (typeof value !== 'object' || value === null) {
    out.push(value === undefined ? 'null' : goJSON(value));
    return;
  }
  const list = Array.isArray(value);
  const inner = line + indent;
  const keys = list ? [] : keysOf(value, ownOrder).filter((key) => given(value, key));
  const size = list ? value.length : keys.length;
  out.push(list ? '[' : '{');
  for (let i = 0; i < size; i++) {
    if (i > 0) out.push(',');
    if (indent !== '') out.push(inner);
    if (!list) out.push(goJSON(keys[i]), indent === '' ? ':' : ': ');
    write(out, list ? value[i] : getOwn(value, keys[i]!), indent, ownOrder, inner);
  }
  if (size > 0 && indent !== '') out.push(line);
  out.push(list ? ']' : '}');
}

/** JavaScript puts keys that are numbers first. No field of a struct is one, so they stand in a map, which Go sorts. */
function keysOf(value: object, ownOrder: boolean): readonly string[] {
  const keys = Object.keys(value);
  return ownOrder && !/^\d/.test(keys[0] ?? '') ? keys : sortedKeys(value);
}

function given(object: object, key: string): boolean {
  return getOwn(object, key) !== undefined;
}
