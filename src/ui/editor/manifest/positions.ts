import { isMap, isPair, isScalar, isSeq, parseDocument, type Node, type Pair } from 'yaml';
import type { ManifestDocument, Range } from './documents.ts';

/** `spec.containers[0].env[1].value` → ['spec', 'containers', 0, 'env', 1, 'value']; `labels[a.b/c]` → ['labels', 'a.b/c']. */
export function parseFieldPath(path: string): readonly (string | number)[] {
  const segments: (string | number)[] = [];
  for (const match of path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)) {
    const inBrackets = match[1];
    if (inBrackets === undefined) segments.push(match[2]!);
    else segments.push(/^\d+$/.test(inBrackets) ? Number(inBrackets) : inBrackets.replace(/^"|"$/g, ''));
  }
  return segments;
}

/**
 * Where a field stands in the file: its key and its value when the value is on one line, else its key. Of a field that is
 * not there (one that is required), the nearest parent that is.
 */
export function locate(document: ManifestDocument, path: string): Range {
  const tree = parseDocument(document.text, { uniqueKeys: false, logLevel: 'silent', keepSourceTokens: false });
  const root = tree.contents;
  const found = root ? descend(root, parseFieldPath(path)) : undefined;
  const range = found ?? firstLine(document.text);
  return { from: document.offset + range.from, to: document.offset + range.to };

  function descend(from: Node, segments: readonly (string | number)[]): Range | undefined {
    let node: unknown = from;
    let best: Range | undefined;
    for (let i = 0; i < segments.length; i++) {
      const segment = segments[i]!;
      if (isSeq(node) && typeof segment === 'string') return inSomeItem(node.items, segments.slice(i)) ?? best;
      const next = stepInto(node, segment);
      if (!next) return best;
      best = next.range;
      node = next.value;
    }
    return best;
  }

  /** Go names no index in a type error: the first item that has the field is meant. */
  function inSomeItem(items: readonly unknown[], segments: readonly (string | number)[]): Range | undefined {
    for (const item of items) {
      if (!isMap(item)) continue;
      const range = stepInto(item, segments[0]!) ? descend(item, segments) : undefined;
      if (range) return range;
    }
    return undefined;
  }

  function stepInto(
    node: unknown,
    segment: string | number,
  ): { readonly value: unknown; readonly range: Range } | undefined {
    if (isSeq(node) && typeof segment === 'number') {
      const item = node.items[segment];
      const range = rangeOf(item);
      return range ? { value: item, range: onOneLine(range) } : undefined;
    }
    if (!isMap(node)) return undefined;
    const pair = node.items.find(
      (candidate) => isPair(candidate) && isScalar(candidate.key) && String(candidate.key.value) === String(segment),
    );
    const range = pair && pairRange(pair);
    return pair && range ? { value: pair.value, range } : undefined;
  }

  function pairRange(pair: Pair): Range | undefined {
    const key = rangeOf(pair.key);
    const value = rangeOf(pair.value);
    if (!key) return undefined;
    if (!value || document.text.slice(key.from, value.to).includes('\n')) return key;
    return { from: key.from, to: Math.max(key.to, value.to) };
  }

  function onOneLine(range: Range): Range {
    const end = document.text.indexOf('\n', range.from);
    return end >= 0 && end < range.to ? { from: range.from, to: end } : range;
  }
}

function rangeOf(node: unknown): Range | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  const [from, to] = node.range as readonly number[];
  return from === undefined || to === undefined ? undefined : { from, to };
}

function firstLine(text: string): Range {
  const from = Math.max(0, text.search(/\S/));
  const end = text.indexOf('\n', from);
  return { from, to: Math.max(from + 1, end < 0 ? text.length : end) };
}
