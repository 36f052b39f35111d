import { stringify } from 'yaml';
import { isRecord } from './diff.ts';

/** As `kubectl get -o yaml` prints it: keys sorted at every level, lists not indented, managedFields left out. */
export function yamlText(object: unknown): string {
  return stringify(sorted(object), {
    indentSeq: false,
    lineWidth: 0,
    version: '1.1',
    sortMapEntries: false,
    aliasDuplicateObjects: false,
  });
}

function sorted(value: unknown, path = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item, `${path}[]`));
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort((a, b) => (a < b ? -1 : 1))) {
    if (path === 'metadata' && key === 'managedFields') continue;
    if (value[key] !== undefined) copy[key] = sorted(value[key], path === '' ? key : `${path}.${key}`);
  }
  return copy;
}

export interface Token {
  readonly text: string;
  readonly tone: 'key' | 'text' | 'number' | 'word' | 'mark';
}

const LINE = /^(\s*(?:- )*)(?:((?:"[^"]*"|[^\s"'#][^:]*?)):(?= |$)( ?))?(.*)$/;

/** The parts of one line of such text, for colouring. Joined together they are the line again. */
export function tokensOf(line: string): readonly Token[] {
  const [, lead = '', key, gap = '', value = ''] = LINE.exec(line) ?? [];
  const tokens: Token[] = [];
  if (lead !== '') tokens.push({ text: lead, tone: 'mark' });
  if (key !== undefined) tokens.push({ text: key, tone: 'key' }, { text: `:${gap}`, tone: 'mark' });
  if (value !== '') tokens.push({ text: value, tone: toneOf(value) });
  return tokens;
}

function toneOf(value: string): Token['tone'] {
  if (/^-?\d+(\.\d+)?$/.test(value)) return 'number';
  if (/^(true|false|null|\{\}|\[\]|\|-?|>-?)$/.test(value)) return 'word';
  return 'text';
}
