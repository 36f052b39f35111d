import { sortedKeys } from '../../engine/apimachinery/index.ts';
import type { Query } from './types.ts';

/** Go's url.Values.Encode: sorted, a space is `+`. What is undefined or empty is left out. */
export function withQuery(path: string, query: Query | undefined): string {
  const pairs = sortedKeys(query).flatMap((key) => {
    const value = query![key];
    return value === undefined || value === '' ? [] : [`${escape(key)}=${escape(String(value))}`];
  });
  if (pairs.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

function escape(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
