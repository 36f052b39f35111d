import { itemsOfSeq, keyPlace, nodeAt, textAt, valueAt, valuePlace, type Tree } from '../manifest/trees.ts';
import type { Lint } from './context.ts';
import { replace, rewrite, type Finding, type Fix, setAt } from './finding.ts';

/** Paths of an Ingress: how they are to be read must be said, and they begin at the root. */
export const ingressPaths: Lint = (tree) => {
  if (tree.kind !== 'Ingress' || tree.apiVersion !== 'networking.k8s.io/v1') return [];
  const rules = itemsOfSeq(nodeAt(tree.document.contents, ['spec', 'rules']));
  return rules.flatMap((rule, ruleIndex) =>
    itemsOfSeq(nodeAt(rule, ['http', 'paths'])).flatMap((_, index): Finding[] =>
      pathFindings(tree, ['spec', 'rules', ruleIndex, 'http', 'paths', index]),
    ),
  );
};

function pathFindings(tree: Tree, at: readonly (string | number)[]): Finding[] {
  const findings: Finding[] = [];
  if (valueAt(tree, [...at, 'pathType']) === undefined) {
    const fixes = ['Prefix', 'Exact'].map((type): Fix => ({
      title: 'fix.pathType',
      params: { type },
      edits: () => rewrite(tree, (document) => setAt(document, [...at, 'pathType'], type)),
    }));
    findings.push({ message: 'lint.noPathType', params: {}, severity: 'error', range: keyPlace(tree, at), fixes });
  }
  const path = textAt(tree.document.contents, [...at, 'path']);
  if (path !== '' && !path.startsWith('/')) {
    const range = valuePlace(tree, [...at, 'path']);
    const to = `/${path}`;
    const fixes: Fix[] = [{ title: 'fix.rename', params: { from: path, to }, edits: () => replace(range, to) }];
    findings.push({ message: 'lint.relativePath', params: { path }, severity: 'error', range, fixes });
  }
  return findings;
}

/** An autoscaler whose least is more than its most. */
export const autoscalerBounds: Lint = (tree) => {
  if (tree.kind !== 'HorizontalPodAutoscaler') return [];
  const min = valueAt(tree, ['spec', 'minReplicas']);
  const max = valueAt(tree, ['spec', 'maxReplicas']);
  if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return [];
  const range = valuePlace(tree, ['spec', 'minReplicas']);
  const swap: Fix = {
    title: 'fix.swapBounds',
    params: { min: max, max: min },
    edits: () => [...replace(range, String(max)), ...replace(valuePlace(tree, ['spec', 'maxReplicas']), String(min))],
  };
  return [{ message: 'lint.bounds', params: { min, max }, severity: 'error', range, fixes: [swap] }];
};

/** Tabs, which YAML does not take for indentation. */
export function tabFindings(text: string): readonly Finding[] {
  const first = /^[ ]*\t+/m.exec(text);
  if (!first) return [];
  const range = { from: first.index, to: first.index + first[0].length };
  const edits = () =>
    [...text.matchAll(/^[ \t]*\t[ \t]*/gm)].map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
      text: match[0].replaceAll('\t', '  '),
    }));
  return [
    { message: 'lint.tabs', params: {}, severity: 'error', range, fixes: [{ title: 'fix.tabs', params: {}, edits }] },
  ];
}
