import { LineCounter, parseDocument, stringify, type ScalarTag, type YAMLError } from 'yaml';
import { ParseError } from '../engine/apimachinery/index.ts';
import type { YAML } from '../engine/cluster/index.ts';

/** Tags of YAML 1.1 that sigs.k8s.io/yaml leaves as text, because JSON has nothing like them. */
const TEXT_TAGS = new Set([
  'tag:yaml.org,2002:timestamp',
  'tag:yaml.org,2002:omap',
  'tag:yaml.org,2002:pairs',
  'tag:yaml.org,2002:set',
]);

/** go-yaml's words for what the parser found; what has no word there keeps its own. */
const GO_WORDS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'did not find expected key',
  BAD_SCALAR_START: 'found character that cannot start any token',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  MISSING_CHAR: "could not find expected ':'",
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  TAB_AS_INDENT: 'found character that cannot start any token',
};

/** go-yaml's own limit; what is nested deeper would also keep the parser busy for minutes. */
const MAX_DEPTH = 10_000;

/** At least how deep lists and maps in brackets are nested; brackets in strings count as well, which errs on the safe side. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth--;
  }
  return deepest;
}

/** YAML for the API server's door, as sigs.k8s.io/yaml reads and writes it: YAML 1.1's words, JSON's values. */
export const yaml: YAML = {
  parse(text) {
    if (depthOf(text) > MAX_DEPTH) throw new ParseError(`yaml: exceeded max depth of ${MAX_DEPTH}`);
    const lines = new LineCounter();
    const document = parseDocument(text, {
      version: '1.1',
      merge: true,
      lineCounter: lines,
      prettyErrors: false,
      customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || isJSONTag(tag as ScalarTag)),
    });
    const duplicates: string[] = [];
    for (const error of document.errors) {
      const { line } = lines.linePos(error.pos[0]);
      if (error.code !== 'DUPLICATE_KEY') throw new ParseError(`yaml: line ${line}: ${wordsFor(error)}`);
      const key = /^[^\s:]+/.exec(text.slice(error.pos[0]))?.[0] ?? '';
      duplicates.push(`line ${line}: key ${JSON.stringify(key)} already set in map`);
    }
    try {
      return { value: document.toJS() as unknown, duplicates };
    } catch (error) {
      throw new ParseError(`yaml: ${error instanceof Error ? error.message : String(error)}`);
    }
  },

  stringify(value) {
    return stringify(sorted(value), {
      indentSeq: false,
      lineWidth: 0,
      version: '1.1',
      aliasDuplicateObjects: false,
    });
  },
};

function isJSONTag({ tag, format }: ScalarTag): boolean {
  // Minutes and hours are no numbers to go-yaml.
  return !TEXT_TAGS.has(tag) && format !== 'TIME';
}

function wordsFor({ code, message }: YAMLError): string {
  if (message.startsWith('Nested mappings')) return 'mapping values are not allowed in this context';
  return GO_WORDS[code] ?? message;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
