/** What the words behind a command mean (kubectl/pkg/util/completion/completion.go). */
export type Meaning =
  /** A type and then its names, or `type/name`. */
  | { readonly type: 'types'; readonly only?: readonly string[]; readonly many: boolean }
  /** Names of one resource; `also` are types that may stand before a slash. */
  | { readonly type: 'names'; readonly resource: string; readonly also?: readonly string[]; readonly many: boolean }
  | { readonly type: 'type' }
  | { readonly type: 'files' };

const ANY: Meaning = { type: 'types', many: true };
const ONE: Meaning = { type: 'types', many: false };
const NODES: Meaning = { type: 'names', resource: 'nodes', many: true };
const WORKLOADS = ['deployments', 'daemonsets', 'statefulsets'];
const SCALABLE = ['deployments', 'replicasets', 'replicationcontrollers', 'statefulsets'];
const POD: Meaning = {
  type: 'names',
  resource: 'pods',
  also: [...WORKLOADS, 'jobs', 'replicasets', 'services'],
  many: false,
};

/** By the command's name with those above it, without `kubectl`. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...['get', 'describe', 'delete', 'wait'].map((name) => [name, ANY] as const),
  ...['edit', 'patch', 'label', 'annotate', 'expose'].map((name) => [name, ONE] as const),
  ...['logs', 'exec', 'attach', 'port-forward', 'debug'].map((name) => [name, POD] as const),
  ...['cordon', 'uncordon', 'drain', 'top node'].map((name) => [name, NODES] as const),
  ['top pod', { type: 'names', resource: 'pods', many: true }],
  ['taint', { type: 'types', only: ['nodes'], many: true }],
  ['explain', { type: 'type' }],
  ['autoscale', { type: 'types', only: SCALABLE, many: false }],
  ['scale', { type: 'types', only: SCALABLE, many: true }],
  ...['history', 'pause', 'restart', 'resume', 'status', 'undo'].map(
    (name) => [`rollout ${name}`, { type: 'types', only: WORKLOADS, many: true } satisfies Meaning] as const,
  ),
  ...['env', 'image', 'resources', 'selector', 'serviceaccount'].map((name) => [`set ${name}`, ANY] as const),
  ...['certificate approve', 'certificate deny'].map(
    (name) => [name, { type: 'names', resource: 'certificatesigningrequests', many: true } satisfies Meaning] as const,
  ),
  ...['cp', 'diff', 'kustomize', 'replace', 'apply'].map(
    (name) => [name, { type: 'files' } satisfies Meaning] as const,
  ),
]);

export function meaningOf(command: string): Meaning | undefined {
  return MEANINGS.get(command);
}
