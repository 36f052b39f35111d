import { getOwn } from '../../engine/apimachinery/index.ts';
import { goFloat } from './go-values.ts';
import { yamlString } from './yaml-scalar.ts';

/** A key this long or longer does not stand before its colon in one line. */
const MAX_SIMPLE_KEY = 128;

/** A value as sigs.k8s.io/yaml writes it: keys sorted, two spaces, lists no deeper than the key they belong to. Ends with a line's end. */
export function toYAML(value: unknown): string {
  const out: string[] = [];
  writeNode(out, value, 0, 0, false);
  return `${out.join('')}\n`;
}

/** @param indent of the collection that the node is in; @param column where its text begins; @param inMapping it is a key's value */
function writeNode(out: string[], value: unknown, indent: number, column: number, inMapping: boolean): void {
  if (value === null || value === undefined) out.push(inMapping ? ' null' : 'null');
  else if (Array.isArray(value)) writeList(out, value, indent, inMapping);
  else if (typeof value === 'object') writeMapping(out, value, indent, inMapping);
  else {
    const begin = inMapping ? column + 1 : column;
    const text = typeof value === 'string' ? yamlString(value, indent, begin) : scalar(value);
    out.push(inMapping ? ` ${text}` : text);
  }
}

function scalar(value: unknown): string {
  return typeof value === 'number' ? goFloat(value) : String(value);
}

/** @param indent where its items' dashes stand, when it is a key's value two to the right of that */
function writeList(out: string[], list: readonly unknown[], indent: number, inMapping: boolean): void {
  if (list.length === 0) {
    out.push(inMapping ? ' []' : '[]');
    return;
  }
  const at = inMapping ? indent - 2 : indent;
  list.forEach((item, i) => {
    if (i > 0 || inMapping) out.push(`\n${' '.repeat(at)}`);
    out.push('- ');
    writeNode(out, item, at + 2, at + 2, false);
  });
}

function writeMapping(out: string[], object: object, indent: number, inMapping: boolean): void {
  const keys = Object.keys(object).filter((key) => getOwn(object, key) !== undefined);
  if (keys.length === 0) {
    out.push(inMapping ? ' {}' : '{}');
    return;
  }
  keys.sort(compareKeys).forEach((key, i) => {
    if (i > 0 || inMapping) out.push(`\n${' '.repeat(indent)}`);
    writeEntry(out, key, getOwn(object, key), indent);
  });
}

function writeEntry(out: string[], key: string, value: unknown, indent: number): void {
  if (key.length > MAX_SIMPLE_KEY || key.includes('\n')) {
    out.push(`? ${yamlString(key, indent + 2, indent + 2)}\n${' '.repeat(indent)}:`);
    const block = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    if (block) out.push(' ');
    writeNode(out, value, indent + 2, indent + (block ? 2 : 1), !block);
    return;
  }
  const name = yamlString(key, indent, indent, true);
  out.push(`${name}:`);
  writeNode(out, value, indent + 2, indent + [...name].length + 1, true);
}

const LETTER = /\p{L}/u;
const DIGIT = /\p{Nd}/u;

/** go-yaml's order of keys: letters after all else, and numbers inside them by their value (goyaml.v2/sorter.go). */
export function compareKeys(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < x.length && i < y.length; i++) {
    const [r, s] = [x[i]!, y[i]!];
    if (r === s) continue;
    const [rLetter, sLetter] = [LETTER.test(r), LETTER.test(s)];
    if (rLetter && sLetter) return codeOf(r) - codeOf(s);
    if (rLetter || sLetter) return sLetter ? -1 : 1;
    return compareDigits(x, y, i);
  }
  return x.length - y.length;
}

function codeOf(rune: string): number {
  return rune.codePointAt(0) ?? 0;
}

function compareDigits(x: readonly string[], y: readonly string[], i: number): number {
  const lead = (x[i] === '0' || y[i] === '0') && followsNumber(x, i) ? '1' : '';
  const [xEnd, yEnd] = [digitsEnd(x, i), digitsEnd(y, i)];
  const xNumber = BigInt(`${lead}${x.slice(i, xEnd).join('')}` || '0');
  const yNumber = BigInt(`${lead}${y.slice(i, yEnd).join('')}` || '0');
  if (xNumber !== yNumber) return xNumber < yNumber ? -1 : 1;
  if (xEnd !== yEnd) return xEnd - yEnd;
  return codeOf(x[i]!) - codeOf(y[i]!);
}

/** Whether a digit other than zero stands right before, so that zeros here count. */
function followsNumber(runes: readonly string[], i: number): boolean {
  for (let j = i - 1; j >= 0 && DIGIT.test(runes[j]!); j--) if (runes[j] !== '0') return true;
  return false;
}

function digitsEnd(runes: readonly string[], from: number): number {
  let end = from;
  while (end < runes.length && /[0-9]/.test(runes[end]!)) end++;
  return end;
}
