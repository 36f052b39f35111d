import { isServers } from '../schema/builtin.ts';
import type { Catalog } from '../schema/catalog.ts';
import { schemaAt, type Field, type Schema } from '../schema/schema.ts';
import { cursorAt, readLine, type Cursor } from './cursor.ts';
import { referenceAt } from './references.ts';

/** A word that could stand at the cursor. */
export interface Suggestion {
  readonly label: string;
  /** In Monaco's snippet syntax: `$1` is where the cursor goes. */
  readonly insert: string;
  readonly kind: 'field' | 'value' | 'object' | 'snippet';
  readonly detail: string;
  /** Plain text. */
  readonly documentation: string;
  /** Suggestions are shown in this order, then by their labels. */
  readonly rank: number;
  /** A line to be put before the first line of the document. */
  readonly above?: string;
}

export interface Suggestions {
  /** What of the file they stand for. */
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
}

/** A manifest to begin with, or a part of one. */
export interface Snippet {
  readonly label: string;
  readonly title: string;
  readonly kind: string;
  readonly body: string;
}

export interface CompletionSources {
  readonly catalog: Catalog;
  /** Names of the objects there are: `configmaps`, in a namespace. */
  readonly names: (resource: string, namespace: string) => readonly string[];
  readonly snippets: readonly Snippet[];
}

/** What could be written at a place of a file. */
export function complete(text: string, place: number, sources: CompletionSources): Suggestions {
  const cursor = cursorAt(text, place);
  const found = cursor.at === 'nothing' ? [] : cursor.at === 'value' ? values(cursor, sources) : keys(cursor, sources);
  return { from: cursor.from, to: place, suggestions: found };
}

/** What the document says it is: the first `apiVersion` and `kind` at its left edge. */
export function headOf(document: string): { readonly apiVersion: string; readonly kind: string } {
  const word = (key: string): string => {
    const value = new RegExp(`^${key}: *(.*)$`, 'm').exec(document)?.[1] ?? '';
    return value
      .replace(/\s+#.*$/, '')
      .replace(/^["']|["']$/g, '')
      .trim();
  };
  return { apiVersion: word('apiVersion'), kind: word('kind') };
}

function rootOf(cursor: Cursor, catalog: Catalog): Schema | undefined {
  const { apiVersion, kind } = headOf(cursor.document);
  return (
    catalog.find(apiVersion, kind) ??
    (apiVersion === '' ? catalog.find(catalog.versionsOf(kind)[0] ?? '', kind) : undefined)
  );
}

function keys(cursor: Cursor, { catalog, snippets }: CompletionSources): readonly Suggestion[] {
  const { path, siblings } = cursor;
  const root = rootOf(cursor, catalog);
  const found: Suggestion[] = [];
  if (path.length === 0) {
    if (siblings.size === 0) found.push(...snippets.map(snippetOf));
    for (const name of root ? [] : ['apiVersion', 'kind', 'metadata', 'spec'])
      if (!siblings.has(name)) found.push({ ...plainKey(name), rank: 0 });
  }
  const schema = schemaAt(root, path);
  if (!schema) return found;
  if (schema.shape === 'scalar') return valuesOf(schema);
  for (const field of schema.fields.values()) {
    if (siblings.has(field.name) || isServers([...path, field.name])) continue;
    found.push(fieldSuggestion(field, cursor));
  }
  return found;
}

function plainKey(name: string): Suggestion {
  const insert = name === 'apiVersion' || name === 'kind' ? `${name}: $0` : `${name}:\n  $0`;
  return { label: name, insert, kind: 'field', detail: '', documentation: '', rank: 1 };
}

function snippetOf({ label, title, body }: Snippet): Suggestion {
  return { label, insert: body, kind: 'snippet', detail: title, documentation: '', rank: 3 };
}

function fieldSuggestion(field: Field, cursor: Cursor): Suggestion {
  return {
    label: field.name,
    // Monaco indents what follows like the line: what stands after a dash is further in than that.
    insert: fieldText(field, ' '.repeat(cursor.column - cursor.indent)),
    kind: 'field',
    detail: field.required ? `${field.schema.type} *` : field.schema.type,
    documentation: field.description,
    rank: field.required ? 1 : 2,
  };
}

/** The key, and below it what the field cannot be without. */
function fieldText({ name, schema }: Field, margin: string): string {
  const inner = `${margin}  `;
  if (schema.shape === 'scalar') return schema.type === 'bool' ? `${name}: \${1|true,false|}` : `${name}: $1`;
  if (schema.shape === 'list') {
    const item = schema.item;
    if (item?.shape !== 'object') return `${name}:\n${inner}- $1`;
    return `${name}:\n${inner}- ${requiredOf(item, `${inner}  `)}`;
  }
  if (schema.shape === 'object' && [...schema.fields.values()].some(({ required }) => required))
    return `${name}:\n${inner}${requiredOf(schema, inner)}`;
  return `${name}:\n${inner}$1`;
}

/** `name: $1\nimage: $2`: a container without an image is none, though the reference does not say so. */
function requiredOf(schema: Schema, margin: string): string {
  const wanted = [...schema.fields.values()].filter(
    ({ name, required, schema: { shape } }) =>
      shape === 'scalar' && (required || (schema.type === 'Container' && name === 'image')),
  );
  if (wanted.length === 0) return '$1';
  wanted.sort((a, b) => Number(b.name === 'name') - Number(a.name === 'name'));
  return wanted.map(({ name }, index) => `${index === 0 ? '' : margin}${name}: $${index + 1}`).join('\n');
}

function values(cursor: Cursor, sources: CompletionSources): readonly Suggestion[] {
  const { catalog } = sources;
  const { path } = cursor;
  const head = headOf(cursor.document);
  if (path.length === 1 && path[0] === 'kind') return kinds(cursor, head.apiVersion, catalog);
  if (path.length === 1 && path[0] === 'apiVersion') return versions(head.kind, catalog);
  const root = rootOf(cursor, catalog);
  const schema = schemaAt(root, path);
  const reference = referenceAt(head.kind, path);
  if (reference) {
    const namespace = namespaceOf(cursor.document);
    return sources.names(reference, namespace).map((name) => ({
      label: name,
      insert: escaped(name),
      kind: 'object',
      detail: reference,
      documentation: '',
      rank: 0,
    }));
  }
  return schema ? valuesOf(schema) : [];
}

function valuesOf(schema: Schema): readonly Suggestion[] {
  return schema.choices.map((word) => ({
    label: word,
    insert: escaped(word),
    kind: 'value',
    detail: '',
    documentation: '',
    rank: 0,
  }));
}

function kinds(cursor: Cursor, apiVersion: string, catalog: Catalog): readonly Suggestion[] {
  const hasVersion = readTop(cursor.document).has('apiVersion');
  const seen = new Set<string>();
  const found: Suggestion[] = [];
  for (const { kind } of catalog.kinds) {
    if (seen.has(kind)) continue;
    seen.add(kind);
    const versions = catalog.versionsOf(kind);
    const fits = versions.includes(apiVersion);
    found.push({
      label: kind,
      insert: escaped(kind),
      kind: 'value',
      detail: versions.join(', '),
      documentation: catalog.find(versions[0] ?? '', kind)?.description ?? '',
      rank: fits ? 0 : 1,
      ...(!hasVersion && versions[0] !== undefined && { above: `apiVersion: ${versions[0]}\n` }),
    });
  }
  return found;
}

function versions(kind: string, catalog: Catalog): readonly Suggestion[] {
  const fitting = catalog.versionsOf(kind);
  const every = [...new Set(catalog.kinds.map(({ apiVersion }) => apiVersion))];
  return every.map((version) => ({
    label: version,
    insert: escaped(version),
    kind: 'value',
    detail: fitting.includes(version) ? kind : '',
    documentation: '',
    rank: fitting.includes(version) ? 0 : 1,
  }));
}

function readTop(document: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const text of document.split('\n')) {
    const { column, key } = readLine(text);
    if (column === 0 && key !== undefined) keys.add(key);
  }
  return keys;
}

function namespaceOf(document: string): string {
  return /^metadata:\n(?: +.*\n)*? +namespace: *(\S+)/m.exec(document)?.[1] ?? 'default';
}

/** What a name says is text, whatever Monaco's snippets would make of it. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
