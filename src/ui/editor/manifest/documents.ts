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

/** Where in the file something is: characters from its beginning. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What is wrong with a document before anybody asks the server. */
export interface SyntaxProblem {
  /** In the words of kubectl's parser, without the file's name. */
  readonly message: string;
  readonly range: Range;
}

/** One document of a manifest: what stands between two `---`. */
export interface ManifestDocument {
  readonly text: string;
  /** Where `text` begins in the file. */
  readonly offset: number;
  readonly value: unknown;
  readonly problem: SyntaxProblem | undefined;
}

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

/**
 * Splits a manifest and parses each document (apimachinery/pkg/util/yaml/decoder.go). Empty documents and documents of
 * comments alone are left out. What follows a document that does not parse is not read, as kubectl does not.
 */
export function parseManifest(text: string): readonly ManifestDocument[] {
  const documents: ManifestDocument[] = [];
  for (const chunk of split(text)) {
    const document = chunk.problem ? chunk : parse(chunk.text, chunk.offset, text);
    if (document.problem === undefined && (document.value === null || document.value === undefined)) continue;
    documents.push(document);
    if (document.problem) break;
  }
  return documents;
}

function split(text: string): readonly ManifestDocument[] {
  const chunks: ManifestDocument[] = [];
  let offset = 0;
  const push = (to: number): void => {
    chunks.push({ text: text.slice(offset, to), offset, value: undefined, problem: undefined });
  };
  for (const match of text.matchAll(/^---([^\n]*)(?:\n|$)/gm)) {
    const rest = match[1]!.trim();
    push(match.index);
    offset = match.index + match[0].length;
    if (rest === '' || rest.startsWith('#')) continue;
    const problem = {
      message: `invalid Yaml document separator: ${rest}`,
      range: { from: match.index, to: match.index + 3 },
    };
    chunks.push({ text: '', offset, value: undefined, problem });
    return chunks;
  }
  push(text.length);
  return chunks;
}

function parse(text: string, offset: number, file: string): ManifestDocument {
  try {
    const value: unknown = text.trim() === '' ? undefined : load(text, { schema: KUBECTL_SCHEMA, json: true });
    return { text, offset, value, problem: undefined };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (isOnlyComments(text)) return { text, offset, value: undefined, problem: undefined };
    const at = Math.min(offset + (error.mark?.position ?? 0), Math.max(0, file.length - 1));
    const line = lineOf(file, at);
    const reason = inGoWords(error.reason, text, error.mark?.position ?? 0);
    const range = wordAt(file, at);
    return {
      text,
      offset,
      value: undefined,
      problem: { message: `error converting YAML to JSON: yaml: line ${line}: ${reason}`, range },
    };
  }
}

function isOnlyComments(text: string): boolean {
  return text.split('\n').every((line) => line.trim() === '' || line.trim().startsWith('#'));
}

/** go-yaml's words for what js-yaml has found; where the two have no common word, js-yaml's own. */
function inGoWords(reason: string, text: string, position: number): string {
  if (reason.startsWith('tab characters')) return 'found character that cannot start any token';
  if (reason === 'bad indentation of a mapping entry' || reason.startsWith('end of the stream or a document')) {
    const start = text.lastIndexOf('\n', position - 1) + 1;
    const before = text.slice(start, position + 1);
    if (/^\s*-?\s*[^\s#"'[{]+:\s.*:?$/.test(before) && position > start + indentOf(before))
      return 'mapping values are not allowed in this context';
    if (text[position] === ':') return 'mapping values are not allowed in this context';
    return 'did not find expected key';
  }
  if (reason === 'bad indentation of a sequence entry') return "did not find expected '-' indicator";
  if (reason.includes('within a flow collection')) return "did not find expected ',' or ']'";
  if (reason.includes('quoted scalar')) return 'found unexpected end of stream';
  if (reason.includes('multiline key') || reason.includes('implicit mapping')) return "could not find expected ':'";
  if (reason.startsWith('unidentified alias'))
    return reason.replace(/unidentified alias "?([^"]*)"?/, "unknown anchor '$1' referenced");
  return reason;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

/** The word at a place, or its line when there is none: a marker must have something to stand under. */
function wordAt(text: string, at: number): Range {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const line = text.slice(start, end < 0 ? text.length : end);
  const from = start + indentOf(line);
  return { from, to: Math.max(from + 1, start + line.trimEnd().length) };
}
