import { particle } from './particles.ts';

export type Params = Readonly<Record<string, string | number>>;

/**
 * Fills a message: `{name}` with a parameter, `{을/를}` with the particle that fits what stands before it,
 * `{count|pod|pods}` with the first word when the parameter is 1 and the second otherwise.
 */
export function fill(message: string, params: Params = {}): string {
  let text = '';
  let from = 0;
  for (const match of message.matchAll(/\{([^{}]+)\}/g)) {
    text += message.slice(from, match.index);
    text += token(match[1]!, text, params);
    from = match.index + match[0].length;
  }
  return text + message.slice(from);
}

function token(inner: string, before: string, params: Params): string {
  if (inner.includes('/')) return particle(before, inner);
  const [name = '', one, many] = inner.split('|');
  const value = params[name];
  if (one !== undefined) return Number(value) === 1 ? one : (many ?? one);
  return value === undefined ? `{${inner}}` : String(value);
}
