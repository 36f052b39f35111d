import { isScalar } from 'yaml';
import { keyPlace, nodeAt, textAt, valueAt, valuePlace, type Tree } from '../manifest/trees.ts';
import type { Lint } from './context.ts';
import { replace, rewrite, type Finding, type Fix, setAt } from './finding.ts';
import { migrationOf } from './migrations.ts';
import { nearest } from './spelling.ts';

/** What a document says it is: a kind that is misspelt, a version that does not serve it or no longer does. */
export const heads: Lint = (tree, { catalog }) => {
  const { apiVersion, kind } = tree;
  if (isList(tree) || (apiVersion === '' && kind === '')) return [];
  if (kind === '') return [];
  if (catalog.find(apiVersion, kind)) return [];
  const migration = migrationOf(apiVersion, kind);
  const range = valuePlace(tree, ['apiVersion']);
  if (migration) {
    const params = { from: apiVersion, to: migration.to, kind, since: migration.since };
    const fix: Fix = { title: 'fix.migrate', params, edits: () => rewrite(tree, migration.migrate) };
    return [{ message: 'lint.removedVersion', params, severity: 'error', range, fixes: [fix] }];
  }
  const versions = catalog.versionsOf(kind);
  if (versions.length > 0) return [wrongVersion(tree, versions)];
  const meant = nearest(kind, new Set(catalog.kinds.map((known) => known.kind)));
  if (meant === undefined) return [];
  const place = valuePlace(tree, ['kind']);
  const fix: Fix = {
    title: 'fix.rename',
    params: { from: kind, to: meant },
    edits: () => replace(place, meant),
  };
  return [{ message: 'lint.kindSlip', params: { kind, meant }, severity: 'error', range: place, fixes: [fix] }];
};

function wrongVersion(tree: Tree, versions: readonly string[]): Finding {
  const { apiVersion, kind } = tree;
  const fixes = versions.map((to): Fix => ({
    title: 'fix.version',
    params: { to },
    edits: () =>
      apiVersion === '' && valueAt(tree, ['apiVersion']) === undefined
        ? replace({ from: keyPlace(tree, ['kind']).from, to: keyPlace(tree, ['kind']).from }, `apiVersion: ${to}\n`)
        : rewrite(tree, (document) => document.set('apiVersion', to)),
  }));
  const range = valuePlace(tree, apiVersion === '' ? ['kind'] : ['apiVersion']);
  const params = { kind, apiVersion: apiVersion || '∅', versions: versions.join(', ') };
  return { message: 'lint.wrongVersion', params, severity: 'error', range, fixes };
}

function isList(tree: Tree): boolean {
  return tree.kind.endsWith('List');
}

/** An object that nobody could ask for by name. */
export const names: Lint = (tree, { catalog }) => {
  if (isList(tree) || !catalog.find(tree.apiVersion, tree.kind)) return [];
  const node = nodeAt(tree.document.contents, ['metadata', 'name']);
  const name = isScalar(node) ? node.value : undefined;
  const generated = textAt(tree.document.contents, ['metadata', 'generateName']);
  if (typeof name === 'string' && name !== '') return nameFindings(tree, name);
  if (name !== undefined && name !== null && name !== '') return [];
  if (generated !== '') return [];
  const to = `my-${tree.kind.toLowerCase()}`;
  const fix: Fix = {
    title: 'fix.addName',
    params: { name: to },
    edits: () => rewrite(tree, (document) => setAt(document, ['metadata', 'name'], to)),
  };
  const range = keyPlace(tree, ['metadata']);
  return [{ message: 'lint.noName', params: { kind: tree.kind }, severity: 'error', range, fixes: [fix] }];
};

/** Kinds whose names are paths and not parts of a host's name. */
const FREE: ReadonlySet<string> = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']);

function nameFindings(tree: Tree, name: string): readonly Finding[] {
  if (FREE.has(tree.kind) || /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) return [];
  const to = name
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  const range = valuePlace(tree, ['metadata', 'name']);
  const fixes: Fix[] =
    to === '' ? [] : [{ title: 'fix.rename', params: { from: name, to }, edits: () => replace(range, to) }];
  return [{ message: 'lint.badName', params: { name }, severity: 'error', range, fixes }];
}
