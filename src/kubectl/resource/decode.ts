import {
  boolYaml11Tag,
  CORE_SCHEMA,
  defineScalarTag,
  intYaml11Tag,
  load,
  mergeTag,
  NOT_RESOLVED,
  YAMLException,
} from 'js-yaml';
import { decodeJSON, ParseError } from '../../engine/apimachinery/index.ts';

/** `0644` is octal, but `22:22` is text: kubectl's parser reads integers as Go does, not by sixties. */
const goInteger = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: intYaml11Tag.implicitFirstChars ?? null,
  resolve: (source, isExplicit, tagName) =>
    source.includes(':')
      ? NOT_RESOLVED
      : (intYaml11Tag.resolve(source, isExplicit, tagName) as number | typeof NOT_RESOLVED),
  identify: (data: unknown) => Number.isInteger(data),
});

/** `yes` and `on` are true, as sigs.k8s.io/yaml reads them; dates stay text. */
const KUBECTL_SCHEMA = CORE_SCHEMA.withTags(boolYaml11Tag, goInteger, mergeTag);

/** kustomize reads by YAML 1.2, where `y` and `on` are text. */
const KUSTOMIZE_SCHEMA = CORE_SCHEMA.withTags(goInteger, mergeTag);

export type Dialect = 'kubectl' | 'kustomize';

/**
 * The documents of a manifest one by one, JSON or YAML (apimachinery/pkg/util/yaml/decoder.go). Throws a ParseError at the
 * first that cannot be read; those before it have been answered by then. Empty documents are left out.
 */
export function* decodeDocuments(text: string, dialect: Dialect = 'kubectl'): Generator<unknown> {
  const start = text.trimStart();
  if (start.startsWith('{')) {
    const whole = tryJSONStream(start);
    if (whole !== undefined) {
      yield* whole;
      return;
    }
  }
  for (const document of splitDocuments(text)) {
    const value = parseYAML(document, 'error converting YAML to JSON: ', dialect);
    if (value !== null && value !== undefined) yield value;
  }
}

/** One document of YAML. Throws go-yaml's words behind `prefix`. */
export function parseYAML(text: string, prefix = '', dialect: Dialect = 'kubectl'): unknown {
  if (isOnlyComments(text)) return undefined;
  try {
    return load(text, { schema: dialect === 'kustomize' ? KUSTOMIZE_SCHEMA : KUBECTL_SCHEMA, json: true });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new ParseError(`${prefix}yaml: ${goYAMLError(error, text)}`);
  }
}

/** At lines that begin with `---`; what follows it on its line does not count. */
export function splitDocuments(text: string): readonly string[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/^---[^\n]*(?:\n|$)/m)
    .filter((document) => document.trim() !== '');
}

function isOnlyComments(text: string): boolean {
  return text.split('\n').every((line) => line.trim() === '' || line.trim().startsWith('#'));
}

/**
 * JSON values one behind the other; undefined: this is no JSON, and the YAML parser may know better. What stands behind the
 * last value that could be read is refused when it is its turn.
 */
function tryJSONStream(text: string): Generator<unknown> | undefined {
  const first = endOfValue(text, 0);
  if (first === undefined) return undefined;
  try {
    JSON.parse(text.slice(0, first));
  } catch {
    return undefined;
  }
  return jsonValues(text);
}

function* jsonValues(text: string): Generator<unknown> {
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const skipped = rest.length - rest.replace(/^(?:\s|---[^\n]*\n)+/, '').length;
    at += skipped;
    if (at >= text.length) return;
    const end = text[at] === '{' || text[at] === '[' ? endOfValue(text, at) : undefined;
    yield decodeJSON(text.slice(at, end));
    at = end ?? text.length;
  }
}

/** Behind the bracket that closes the one at `start`. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const letter = text[at];
    if (inString) {
      if (letter === '\\') at++;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '{' || letter === '[') depth++;
    else if ((letter === '}' || letter === ']') && --depth === 0) return at + 1;
  }
  return undefined;
}

/** go-yaml's scanner counts lines from one, its parser from zero; a parser's line zero is not told (yaml.v2 decode.go, fail). */
function goYAMLError({ reason, mark }: YAMLException, text: string): string {
  const line = mark?.line ?? 0;
  const { words, scanner } = goWords(reason, text, mark?.position ?? 0);
  if (words.startsWith('unknown anchor')) return words;
  if (words === 'found unexpected end of stream') return `line ${text.split('\n').length}: ${words}`;
  const told = scanner ? line + 1 : line;
  return told === 0 ? words : `line ${told}: ${words}`;
}

interface GoWords {
  readonly words: string;
  readonly scanner: boolean;
}

/** go-yaml's words for what js-yaml has found; where the two have no common word, js-yaml's own. */
function goWords(reason: string, text: string, position: number): GoWords {
  const scanned = (words: string): GoWords => ({ words, scanner: true });
  const parsed = (words: string): GoWords => ({ words, scanner: false });
  if (reason.startsWith('tab characters')) return scanned('found character that cannot start any token');
  if (reason === 'bad indentation of a mapping entry' || reason.startsWith('end of the stream or a document')) {
    const start = text.lastIndexOf('\n', position - 1) + 1;
    const before = text.slice(start, position + 1);
    const indent = before.length - before.trimStart().length;
    const nested = /^\s*-?\s*[^\s#"'[{]+:\s.*:?$/.test(before) && position > start + indent;
    if (nested || text[position] === ':') return scanned('mapping values are not allowed in this context');
    return parsed('did not find expected key');
  }
  if (reason === 'bad indentation of a sequence entry') return parsed("did not find expected '-' indicator");
  if (reason.includes('within a flow collection') || reason.includes('flow collection entries')) {
    const open = Math.max(text.lastIndexOf('[', position), text.lastIndexOf('{', position));
    return parsed(`did not find expected ',' or '${text[open] === '{' ? '}' : ']'}'`);
  }
  if (reason.includes('quoted scalar')) return scanned('found unexpected end of stream');
  if (reason.includes('multiline key') || reason.includes('implicit mapping')) {
    return scanned("could not find expected ':'");
  }
  if (reason.startsWith('unidentified alias')) {
    return parsed(reason.replace(/unidentified alias "?([^"]*)"?/, "unknown anchor '$1' referenced"));
  }
  return scanned(reason);
}
