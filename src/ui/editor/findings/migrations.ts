import { isMap, isSeq, type Document, type YAMLMap } from 'yaml';
import { keepOnly, moveIn, rename, setFirst } from './tree-edits.ts';

/** A version of an API that the server no longer serves, and how its manifests are written now. */
export interface Migration {
  readonly to: string;
  /** The release that stopped serving it. */
  readonly since: string;
  readonly migrate: (document: Document.Parsed) => void;
}

interface Removed {
  readonly from: readonly string[];
  readonly kinds: readonly string[];
  readonly to: string;
  readonly since: string;
  readonly change?: (document: Document.Parsed) => void;
}

const WORKLOADS = ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'];

/** https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const REMOVED: readonly Removed[] = [
  {
    from: ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'],
    kinds: WORKLOADS,
    to: 'apps/v1',
    since: '1.16',
    change: workload,
  },
  {
    from: ['extensions/v1beta1', 'networking.k8s.io/v1beta1'],
    kinds: ['Ingress'],
    to: 'networking.k8s.io/v1',
    since: '1.22',
    change: ingress,
  },
  { from: ['networking.k8s.io/v1beta1'], kinds: ['IngressClass'], to: 'networking.k8s.io/v1', since: '1.22' },
  { from: ['extensions/v1beta1'], kinds: ['NetworkPolicy'], to: 'networking.k8s.io/v1', since: '1.16' },
  { from: ['batch/v1beta1', 'batch/v2alpha1'], kinds: ['CronJob'], to: 'batch/v1', since: '1.25' },
  { from: ['policy/v1beta1'], kinds: ['PodDisruptionBudget'], to: 'policy/v1', since: '1.25' },
  {
    from: ['rbac.authorization.k8s.io/v1beta1', 'rbac.authorization.k8s.io/v1alpha1'],
    kinds: ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
    to: 'rbac.authorization.k8s.io/v1',
    since: '1.22',
    change: subjects,
  },
  {
    from: ['autoscaling/v2beta1', 'autoscaling/v2beta2'],
    kinds: ['HorizontalPodAutoscaler'],
    to: 'autoscaling/v2',
    since: '1.26',
    change: autoscaler,
  },
  {
    from: ['apiextensions.k8s.io/v1beta1'],
    kinds: ['CustomResourceDefinition'],
    to: 'apiextensions.k8s.io/v1',
    since: '1.22',
    change: definition,
  },
  {
    from: ['admissionregistration.k8s.io/v1beta1'],
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    to: 'admissionregistration.k8s.io/v1',
    since: '1.22',
    change: webhooks,
  },
  {
    from: ['storage.k8s.io/v1beta1'],
    kinds: ['StorageClass', 'VolumeAttachment', 'CSIDriver', 'CSINode', 'CSIStorageCapacity'],
    to: 'storage.k8s.io/v1',
    since: '1.22',
  },
  {
    from: ['scheduling.k8s.io/v1beta1', 'scheduling.k8s.io/v1alpha1'],
    kinds: ['PriorityClass'],
    to: 'scheduling.k8s.io/v1',
    since: '1.22',
  },
  { from: ['coordination.k8s.io/v1beta1'], kinds: ['Lease'], to: 'coordination.k8s.io/v1', since: '1.22' },
  { from: ['node.k8s.io/v1beta1'], kinds: ['RuntimeClass'], to: 'node.k8s.io/v1', since: '1.25' },
];

export function migrationOf(apiVersion: string, kind: string): Migration | undefined {
  const found = REMOVED.find(({ from, kinds }) => from.includes(apiVersion) && kinds.includes(kind));
  if (!found) return undefined;
  const { to, since, change } = found;
  return {
    to,
    since,
    migrate: (document) => {
      document.set('apiVersion', to);
      change?.(document);
    },
  };
}

/** apps/v1 wants a selector, and what it chose by default was the template's labels. */
function workload(document: Document.Parsed): void {
  document.deleteIn(['spec', 'rollbackTo']);
  document.deleteIn(['spec', 'templateGeneration']);
  const labels = document.getIn(['spec', 'template', 'metadata', 'labels']);
  if (document.getIn(['spec', 'selector']) !== undefined || !isMap(labels)) return;
  const selector = document.createNode({ matchLabels: labels.toJS(document) });
  const spec = document.getIn(['spec']);
  if (isMap(spec)) setFirst(spec, 'selector', selector, 'template');
}

/** serviceName and servicePort became service.name and service.port.number or .name; pathType must be said. */
function ingress(document: Document.Parsed): void {
  const spec = document.getIn(['spec']);
  if (!isMap(spec)) return;
  rename(spec, 'backend', 'defaultBackend');
  backend(document, spec.get('defaultBackend'));
  for (const rule of itemsIn(spec.get('rules'))) {
    for (const path of itemsIn(rule.getIn(['http', 'paths']))) {
      backend(document, path.get('backend'));
      if (!path.has('path') && !path.has('pathType')) path.set('path', '/');
      if (!path.has('pathType')) setFirst(path, 'pathType', document.createNode('Prefix'), 'backend');
    }
  }
  const name = document.getIn(['metadata', 'annotations', 'kubernetes.io/ingress.class']);
  if (typeof name !== 'string' || spec.has('ingressClassName')) return;
  setFirst(spec, 'ingressClassName', document.createNode(name));
  document.deleteIn(['metadata', 'annotations', 'kubernetes.io/ingress.class']);
  const annotations = document.getIn(['metadata', 'annotations']);
  if (isMap(annotations) && annotations.items.length === 0) document.deleteIn(['metadata', 'annotations']);
}

function backend(document: Document.Parsed, node: unknown): void {
  if (!isMap(node) || !node.has('serviceName')) return;
  const name = node.get('serviceName');
  const port = node.get('servicePort');
  node.delete('serviceName');
  node.delete('servicePort');
  const number = typeof port === 'number' || /^\d+$/.test(String(port)) ? { number: Number(port) } : { name: port };
  node.set('service', document.createNode({ name, ...(port !== undefined && port !== null && { port: number }) }));
}

function subjects(document: Document.Parsed): void {
  for (const subject of itemsIn(document.getIn(['subjects']))) {
    subject.delete('apiVersion');
    if (subject.get('kind') !== 'ServiceAccount') subject.set('apiGroup', 'rbac.authorization.k8s.io');
  }
  if (document.getIn(['roleRef']) !== undefined) document.setIn(['roleRef', 'apiGroup'], 'rbac.authorization.k8s.io');
}

/** targetAverageUtilization and its like became a target with a type. */
function autoscaler(document: Document.Parsed): void {
  for (const metric of itemsIn(document.getIn(['spec', 'metrics']))) {
    for (const source of ['resource', 'pods', 'object', 'external', 'containerResource']) {
      const node = metric.get(source);
      if (isMap(node)) target(document, node);
    }
  }
}

const TARGETS = [
  ['targetAverageUtilization', 'averageUtilization', 'Utilization'],
  ['targetAverageValue', 'averageValue', 'AverageValue'],
  ['targetValue', 'value', 'Value'],
] as const;

function target(document: Document.Parsed, node: YAMLMap): void {
  if (node.has('metricName')) {
    node.set('metric', document.createNode({ name: node.get('metricName') }));
    node.delete('metricName');
  }
  if (isMap(node.get('target')) && node.has('targetValue')) rename(node, 'target', 'describedObject');
  for (const [old, field, type] of TARGETS) {
    if (!node.has(old)) continue;
    node.set('target', document.createNode({ type, [field]: node.get(old) }));
    node.delete(old);
  }
}

/** What was said once for all versions is said for each; every version must have a schema. */
function definition(document: Document.Parsed): void {
  const spec = document.getIn(['spec']);
  if (!isMap(spec)) return;
  if (!isSeq(spec.get('versions')))
    spec.set('versions', document.createNode([{ name: spec.get('version') ?? 'v1', served: true, storage: true }]));
  spec.delete('version');
  const schema = spec.getIn(['validation', 'openAPIV3Schema'], true);
  const preserving = spec.get('preserveUnknownFields') !== false;
  for (const version of itemsIn(spec.get('versions'))) {
    if (version.getIn(['schema', 'openAPIV3Schema']) === undefined)
      version.set(
        'schema',
        document.createNode({ openAPIV3Schema: isMap(schema) ? schema.toJS(document) : { type: 'object' } }),
      );
    const root = version.getIn(['schema', 'openAPIV3Schema']);
    if (isMap(root) && !root.has('type')) setFirst(root, 'type', document.createNode('object'));
    if (isMap(root) && preserving && !isMap(schema)) root.set('x-kubernetes-preserve-unknown-fields', true);
    moveIn(document, spec, 'subresources', version);
    moveIn(document, spec, 'additionalPrinterColumns', version);
    for (const column of itemsIn(version.get('additionalPrinterColumns'))) rename(column, 'JSONPath', 'jsonPath');
  }
  keepOnly(spec, ['group', 'names', 'scope', 'versions', 'conversion']);
  if (!spec.has('scope')) spec.set('scope', 'Namespaced');
}

function webhooks(document: Document.Parsed): void {
  for (const webhook of itemsIn(document.getIn(['webhooks']))) {
    if (!webhook.has('sideEffects')) webhook.set('sideEffects', 'None');
    if (!webhook.has('admissionReviewVersions'))
      webhook.set('admissionReviewVersions', document.createNode(['v1', 'v1beta1']));
  }
}

function itemsIn(node: unknown): readonly YAMLMap[] {
  return isSeq(node) ? node.items.filter((item): item is YAMLMap => isMap(item)) : [];
}
