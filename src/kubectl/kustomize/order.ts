import { compareStrings } from '../../engine/apimachinery/index.ts';
import type { Res, ResId } from './res.ts';

const FIRST = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** What others need stands first (api/internal/builtins/SortOrderTransformer.go). */
export function inLegacyOrder(resources: readonly Res[], first = FIRST, last = LAST): readonly Res[] {
  const place = ({ kind }: ResId): number => {
    const early = first.indexOf(kind);
    if (early >= 0) return early - first.length;
    return last.indexOf(kind) + 1;
  };
  return [...resources].sort((a, b) => {
    const [x, y] = [a.id, b.id];
    return place(x) - place(y) || compareStrings(gvkText(x), gvkText(y)) || compareStrings(nameText(x), nameText(y));
  });
}

function gvkText({ group, version, kind }: ResId): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
}

function nameText({ namespace, name }: ResId): string {
  return `${namespace || '~X'}|${name || '~N'}`;
}
