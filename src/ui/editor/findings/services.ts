import { itemsOfSeq, nodeAt, valueAt, valuePlace, keyPlace, type Tree } from '../manifest/trees.ts';
import { list, matches, namespaceIn, podPath, record, words, wordsAt, type Lint, type LintContext } from './context.ts';
import { replace, rewrite, type Fix, setAt } from './finding.ts';
import { shown } from './labels.ts';

/** Pods, as far as a Service is concerned. */
interface Backend {
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly number: number; readonly name: string }[];
}

/** A Service that leads to no pod, or to a port at which none listens. */
export const serviceLeadsNowhere: Lint = (tree, context) => {
  if (tree.kind !== 'Service' || tree.apiVersion !== 'v1') return [];
  const selector = wordsAt(tree, ['spec', 'selector']);
  if (!selector || Object.keys(selector).length === 0) return [];
  const backends = backendsIn(context, namespaceIn(tree));
  const chosen = backends.filter(({ labels }) => matches(selector, labels));
  if (chosen.length === 0) {
    if (backends.length === 0) return [];
    const range = valuePlace(tree, ['spec', 'selector']);
    const own = ownBackends(context.trees, namespaceIn(tree));
    const different = new Map(own.map(({ labels }) => [shown(labels), labels]));
    const fixes = [...different].slice(0, 3).map(([text, labels]): Fix => ({
      title: 'fix.select',
      params: { labels: text },
      edits: () => rewrite(tree, (document) => setAt(document, ['spec', 'selector'], document.createNode(labels))),
    }));
    return [
      { message: 'lint.selectsNothing', params: { selector: shown(selector) }, severity: 'warning', range, fixes },
    ];
  }
  return portFindings(tree, chosen);
};

function portFindings(tree: Tree, chosen: readonly Backend[]): ReturnType<Lint> {
  const declared = chosen.flatMap(({ ports }) => ports);
  if (declared.length === 0) return [];
  return itemsOfSeq(nodeAt(tree.document.contents, ['spec', 'ports'])).flatMap((_, index) => {
    const at = ['spec', 'ports', index];
    const target = valueAt(tree, [...at, 'targetPort']) ?? valueAt(tree, [...at, 'port']);
    const known = declared.some(({ number, name }) =>
      typeof target === 'number' ? number === target : name === target,
    );
    if (known || target === undefined) return [];
    const written = valueAt(tree, [...at, 'targetPort']) !== undefined;
    const fixes = [...new Set(declared.map(({ number }) => number))].slice(0, 3).map((number): Fix => ({
      title: 'fix.targetPort',
      params: { port: number },
      edits: () =>
        written
          ? replace(valuePlace(tree, [...at, 'targetPort']), String(number))
          : rewrite(tree, (document) => setAt(document, [...at, 'targetPort'], number)),
    }));
    const range = written ? valuePlace(tree, [...at, 'targetPort']) : keyPlace(tree, [...at, 'port']);
    const params = { port: String(target), declared: declared.map(({ number }) => number).join(', ') };
    return [{ message: 'lint.noSuchPort' as const, params, severity: 'warning' as const, range, fixes }];
  });
}

function backendsIn(context: LintContext, namespace: string): readonly Backend[] {
  const live = context
    .live('pods')
    .filter(({ metadata }) => metadata.namespace === namespace)
    .map((pod) => backendOf(pod.metadata.labels, record((pod as { spec?: unknown }).spec)));
  return [...ownBackends(context.trees, namespace), ...live];
}

/** The pods that the open files would make. */
export function ownBackends(trees: readonly Tree[], namespace: string): readonly Backend[] {
  return trees
    .filter((tree) => namespaceIn(tree) === namespace)
    .flatMap((tree) => {
      const path = podPath(tree.kind);
      if (!path) return [];
      const pod = record(path.length === 0 ? tree.document.toJS() : valueAt(tree, path));
      const backend = backendOf(record(pod['metadata'])['labels'], record(pod['spec']));
      return Object.keys(backend.labels).length > 0 ? [backend] : [];
    });
}

function backendOf(labels: unknown, spec: Readonly<Record<string, unknown>>): Backend {
  const ports = list(spec['containers']).flatMap((container) =>
    list(record(container)['ports']).map((port) => ({
      number: Number(record(port)['containerPort']),
      name: String(record(port)['name'] ?? ''),
    })),
  );
  return { labels: words(labels) ?? {}, ports };
}
