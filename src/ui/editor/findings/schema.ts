import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import { entriesOf, itemsOfSeq, keyPlace, placeOf, valuePlace, type Path, type Tree } from '../manifest/trees.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Schema } from '../schema/schema.ts';
import { replace, rewrite, type Finding, type Fix, setAt } from './finding.ts';
import { moves } from './misplaced.ts';
import { nearest } from './spelling.ts';

/** What the kind's schema says against a document: fields that do not exist, words of a wrong type, what is missing. */
export function schemaFindings(tree: Tree, catalog: Catalog): readonly Finding[] {
  const root = catalog.find(tree.apiVersion, tree.kind);
  if (!root || !isMap(tree.document.contents)) return [];
  const findings: Finding[] = [];
  new Walk(tree, root, findings).visit(tree.document.contents, root, []);
  return findings;
}

/** How many findings one document may have. */
const MOST = 50;

class Walk {
  constructor(
    readonly tree: Tree,
    readonly root: Schema,
    readonly findings: Finding[],
  ) {}

  visit(node: unknown, schema: Schema, path: Path): void {
    if (this.findings.length >= MOST || schema.shape === 'any' || isAlias(node)) return;
    if (node === null || node === undefined || (isScalar(node) && node.value === null)) return;
    if (schema.shape === 'list') this.#list(node, schema, path);
    else if (schema.shape === 'scalar') this.#word(node, schema, path);
    else this.#mapping(node, schema, path);
  }

  #list(node: unknown, schema: Schema, path: Path): void {
    if (!isSeq(node)) {
      const fixes = isScalar(node) || isMap(node) ? [this.#wrapping(path)] : [];
      this.#wrong(path, 'lint.wantsList', { field: last(path) }, fixes);
      return;
    }
    itemsOfSeq(node).forEach((item, index) => this.visit(item, schema.item!, [...path, index]));
  }

  #wrapping(path: Path): Fix {
    return {
      title: 'fix.wrapList',
      params: {},
      edits: () =>
        rewrite(this.tree, (document) => {
          const value = document.getIn(path, true);
          setAt(document, path, document.createNode([value]));
        }),
    };
  }

  #mapping(node: unknown, schema: Schema, path: Path): void {
    if (!isMap(node)) {
      this.#wrong(path, isSeq(node) ? 'lint.wantsFieldsNotList' : 'lint.wantsFields', { field: last(path) });
      return;
    }
    const seen = new Set<string>();
    for (const { key, pair } of entriesOf(node)) {
      if (seen.has(key)) this.#say(placeOf(this.tree, pair.key)!, 'lint.duplicate', { field: key });
      seen.add(key);
      const inner = schema.shape === 'map' ? schema.item : schema.fields.get(key)?.schema;
      if (inner) this.visit(pair.value, inner, [...path, key]);
      else if (schema.closed && key !== '<<') this.#unknown(key, schema, path, seen);
    }
    for (const field of schema.fields.values())
      if (field.required && !seen.has(field.name) && path.length > 0)
        this.#say(keyPlace(this.tree, path), 'lint.missing', { field: field.name, where: last(path) });
  }

  #unknown(key: string, schema: Schema, path: Path, seen: ReadonlySet<string>): void {
    const place = keyPlace(this.tree, [...path, key]);
    const free = [...schema.fields.keys()].filter((name) => !seen.has(name));
    const meant = nearest(key, free);
    const fixes: Fix[] = [];
    if (meant !== undefined)
      fixes.push({ title: 'fix.rename', params: { from: key, to: meant }, edits: () => replace(place, meant) });
    const exact = meant?.toLowerCase() === key.toLowerCase();
    if (!exact) fixes.push(...moves(this.tree, this.root, [...path, key]));
    fixes.push({
      title: 'fix.remove',
      params: { field: key },
      edits: () => rewrite(this.tree, (document) => void document.deleteIn([...path, key])),
    });
    const where = path.length === 0 ? this.tree.kind : last(path);
    if (meant === undefined) this.#say(place, 'lint.unknown', { field: key, where }, fixes);
    else this.#say(place, 'lint.misspelt', { field: key, where, meant }, fixes);
  }

  #word(node: unknown, schema: Schema, path: Path): void {
    if (!isScalar(node)) {
      this.#wrong(path, 'lint.wantsWord', { field: last(path) });
      return;
    }
    const place = placeOf(this.tree, node);
    if (!place) return;
    const { value } = node as { value: unknown };
    const source = this.tree.text.slice(place.from - this.tree.offset, place.to - this.tree.offset);
    const quoted = /^["']/.test(source);
    const params = { field: last(path), value: String(value) };
    const quote: Fix = { title: 'fix.quote', params, edits: () => replace(place, JSON.stringify(source)) };
    const unquote: Fix = { title: 'fix.unquote', params, edits: () => replace(place, String(value)) };
    switch (schema.type) {
      case 'string':
      case 'bytes':
      case 'time':
        if (typeof value !== 'string') this.#say(place, 'lint.wantsText', params, [quote]);
        else this.#choice(schema, place, params);
        break;
      case 'bool':
        if (typeof value === 'string' && !(BOOLS.test(value) && !quoted))
          this.#say(place, 'lint.wantsBool', params, BOOLS.test(value) ? [unquote] : []);
        else if (typeof value === 'number') this.#say(place, 'lint.wantsBool', params);
        break;
      case 'int32':
      case 'int64':
      case 'float64':
        if (typeof value !== 'number')
          this.#say(place, 'lint.wantsNumber', params, /^-?\d+$/.test(String(value)) ? [unquote] : []);
        break;
      default:
    }
  }

  #choice(schema: Schema, place: { from: number; to: number }, params: { field: string; value: string }): void {
    const { choices } = schema;
    if (choices.length === 0 || choices.includes(params.value) || params.value === '') return;
    const meant = nearest(params.value, choices);
    const fixes = (meant === undefined ? choices.slice(0, 4) : [meant]).map((to): Fix => ({
      title: 'fix.rename',
      params: { from: params.value, to },
      edits: () => replace(place, to),
    }));
    this.#say(place, 'lint.choice', { ...params, choices: choices.join(', ') }, fixes);
  }

  #wrong(path: Path, message: Finding['message'], params: Finding['params'], fixes: readonly Fix[] = []): void {
    this.#say(valuePlace(this.tree, path), message, params, fixes);
  }

  #say(
    range: Finding['range'],
    message: Finding['message'],
    params: Finding['params'],
    fixes: readonly Fix[] = [],
  ): void {
    this.findings.push({ message, params, severity: 'error', range, fixes });
  }
}

const BOOLS = /^(true|false|yes|no|on|off|y|n)$/i;

/** The last name on a path. */
function last(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string') ?? '');
}
