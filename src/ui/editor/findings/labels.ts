import { keyPlace, valueAt, valuePlace, type Path, type Tree } from '../manifest/trees.ts';
import { matches, podPath, wordsAt, type Lint } from './context.ts';
import { rewrite, type Finding, type Fix, setAt } from './finding.ts';

/** Kinds whose selector must choose the pods of their own template. */
const SELECTING: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
]);

/** A workload that would not own the pods it makes. */
export const selectorOfTemplate: Lint = (tree) => {
  const pod = podPath(tree.kind);
  if (!SELECTING.has(tree.kind) || !pod || valueAt(tree, pod) === undefined) return [];
  const plain = tree.kind === 'ReplicationController';
  const at: Path = plain ? ['spec', 'selector'] : ['spec', 'selector', 'matchLabels'];
  const labelsAt: Path = [...pod, 'metadata', 'labels'];
  const selector = wordsAt(tree, at);
  const labels = wordsAt(tree, labelsAt);
  const expressions = valueAt(tree, ['spec', 'selector', 'matchExpressions']);
  if (!selector && expressions !== undefined) return [];
  if (!selector) return plain ? [] : [missingSelector(tree, at, labels, labelsAt)];
  if (matches(selector, labels)) return [];
  const range = labels ? valuePlace(tree, at) : keyPlace(tree, pod);
  const fixes: Fix[] = [setFix(tree, 'fix.labelsFromSelector', labelsAt, { ...labels, ...selector })];
  if (labels && Object.keys(labels).length > 0) fixes.push(setFix(tree, 'fix.selectorFromLabels', at, labels));
  const params = { selector: shown(selector), labels: labels ? shown(labels) : '∅' };
  return [{ message: 'lint.selectorMismatch', params, severity: 'error', range, fixes }];
};

function missingSelector(
  tree: Tree,
  at: Path,
  labels: Readonly<Record<string, string>> | undefined,
  labelsAt: Path,
): Finding {
  const name = String(valueAt(tree, ['metadata', 'name']) ?? 'app');
  const wanted = labels && Object.keys(labels).length > 0 ? labels : { app: name };
  const fix: Fix = {
    title: 'fix.addSelector',
    params: { labels: shown(wanted) },
    edits: () =>
      rewrite(tree, (document) => {
        setAt(document, at, document.createNode(wanted));
        if (wanted !== labels) setAt(document, labelsAt, document.createNode(wanted));
      }),
  };
  const range = keyPlace(tree, ['spec']);
  return { message: 'lint.noSelector', params: { kind: tree.kind }, severity: 'error', range, fixes: [fix] };
}

function setFix(tree: Tree, title: Fix['title'], path: Path, value: Readonly<Record<string, string>>): Fix {
  return {
    title,
    params: { labels: shown(value) },
    edits: () => rewrite(tree, (document) => setAt(document, path, document.createNode(value))),
  };
}

export function shown(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
