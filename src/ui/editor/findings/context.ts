import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { itemsOfSeq, nodeAt, valueAt, type Path, type Tree } from '../manifest/trees.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Finding } from './finding.ts';

/** What a lint may look at beside its document. */
export interface LintContext {
  readonly catalog: Catalog;
  /** The documents of the same file and of the others that are open. */
  readonly trees: readonly Tree[];
  /** The objects of a resource that the cluster has. */
  readonly live: (resource: string) => readonly ApiObject[];
}

export type Lint = (tree: Tree, context: LintContext) => readonly Finding[];

/** Kinds that make pods, and where their template lies. */
const TEMPLATES: Readonly<Record<string, Path>> = {
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

/** Where the pod that a kind makes is written: the path of what has its `metadata` and `spec`. */
export function podPath(kind: string): Path | undefined {
  return Object.hasOwn(TEMPLATES, kind) ? TEMPLATES[kind] : undefined;
}

/** Where each container of a document is written. */
export function containerPaths(tree: Tree): readonly Path[] {
  const pod = podPath(tree.kind);
  if (!pod) return [];
  return ['initContainers', 'containers'].flatMap((list) =>
    itemsOfSeq(nodeAt(tree.document.contents, [...pod, 'spec', list])).map((_, index) => [...pod, 'spec', list, index]),
  );
}

/** Labels or another mapping of words to words. */
export function wordsAt(tree: Tree, path: Path): Readonly<Record<string, string>> | undefined {
  return words(valueAt(tree, path));
}

export function words(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).filter(([, word]) => word !== null && typeof word !== 'object');
  return Object.fromEntries(entries.map(([key, word]) => [key, String(word)]));
}

/** Whether labels have all that a selector asks for. */
export function matches(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  return Object.entries(selector).every(([key, value]) => labels !== undefined && labels[key] === value);
}

export function namespaceIn(tree: Tree): string {
  const namespace = valueAt(tree, ['metadata', 'namespace']);
  return typeof namespace === 'string' && namespace !== '' ? namespace : 'default';
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
