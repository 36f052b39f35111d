/**
 * PodSecurity: what a namespace's labels allow pods to do. A pod that goes further than `enforce` is refused; workloads whose
 * pods would, and pods beyond `warn`, are let in with a warning. A namespace whose level rises warns of the pods that are there.
 * staging/src/k8s.io/pod-security-admission
 */
import type { Pod, PodTemplateSpec } from '../../../api/pod/types.ts';
import { newForbidden, newInvalid, type ApiObject } from '../../../apimachinery/index.ts';
import type { Attributes, Plugin, World } from '../plugin.ts';
import type { PodLike } from './check.ts';
import { compareLevels, describe, policyOf, reasons, violations, type LevelVersion, type Policy } from './policy.ts';

/** Where a kind keeps the template of its pods. */
const TEMPLATES: ReadonlyMap<string, (object: ApiObject) => PodTemplateSpec | undefined> = new Map([
  ['/replicationcontrollers', specTemplate],
  ['/podtemplates', (object: ApiObject) => (object as { template?: PodTemplateSpec }).template],
  ['apps/replicasets', specTemplate],
  ['apps/deployments', specTemplate],
  ['apps/statefulsets', specTemplate],
  ['apps/daemonsets', specTemplate],
  ['batch/jobs', specTemplate],
  ['batch/cronjobs', (object: ApiObject) => specTemplate((object.spec as { jobTemplate: ApiObject }).jobTemplate)],
]);

function specTemplate({ spec }: Pick<ApiObject, 'spec'>): PodTemplateSpec | undefined {
  return (spec as { template?: PodTemplateSpec } | undefined)?.template;
}

const MAX_PODS_TO_CHECK = 3000;

export const podSecurity: Plugin = {
  name: 'PodSecurity',
  handles: ({ operation, kind, subresource }) => {
    if (operation !== 'CREATE' && operation !== 'UPDATE') return false;
    if (kind.group === '' && kind.resource === 'pods')
      return subresource === undefined || subresource === 'ephemeralcontainers';
    if (subresource !== undefined) return false;
    return (kind.group === '' && kind.resource === 'namespaces') || TEMPLATES.has(`${kind.group}/${kind.resource}`);
  },
  validate: (attributes, world) => {
    const { kind, object } = attributes;
    if (kind.resource === 'namespaces') return validateNamespace(attributes, world);
    const namespace = world.get('', 'namespaces', undefined, attributes.namespace ?? '');
    const { policy } = policyOf(namespace?.metadata.labels);
    if (allowsAll(policy)) return;
    if (kind.resource === 'pods') return validatePod(attributes, policy);
    const template = TEMPLATES.get(`${kind.group}/${kind.resource}`)?.(object!);
    if (template) warn(attributes, policy.warn, template);
  },
};

function allowsAll({ enforce, warn: warned }: Policy): boolean {
  return enforce.level === 'privileged' && warned.level === 'privileged';
}

function validatePod(attributes: Attributes, { enforce, warn: warned }: Policy): void {
  const pod = attributes.object as Pod;
  const old = attributes.oldObject as Pod | undefined;
  if (old && !isSignificantUpdate(pod, old)) return;
  const found = violations(pod, enforce);
  if (found.length > 0) {
    const text = `violates PodSecurity ${JSON.stringify(enforce.text)}: ${describe(found)}`;
    throw newForbidden({ group: '', resource: 'pods' }, attributes.name, text);
  }
  warn(attributes, warned, pod);
}

function warn({ warnings }: Attributes, level: LevelVersion, pod: PodLike): void {
  const found = violations(pod, level);
  if (found.length > 0) warnings.push(`would violate PodSecurity ${JSON.stringify(level.text)}: ${describe(found)}`);
}

/** Of what may change in a pod, only images and ephemeral containers matter here. */
function isSignificantUpdate({ spec }: Pod, { spec: old }: Pod): boolean {
  const images = (pod: Pod['spec']): string =>
    [...(pod.initContainers ?? []), ...pod.containers, ...(pod.ephemeralContainers ?? [])]
      .map(({ name, image }) => `${name} ${image ?? ''}`)
      .join();
  return spec !== old && images(spec) !== images(old);
}

function validateNamespace({ object, oldObject, name, warnings }: Attributes, world: World): void {
  const { policy, errors } = policyOf(object?.metadata.labels);
  const before = oldObject && policyOf(oldObject.metadata.labels);
  const texts = errors.map((error) => `${error.field} ${error.body()}`).join();
  if (errors.length > 0 && texts !== before?.errors.map((error) => `${error.field} ${error.body()}`).join()) {
    throw newInvalid({ group: '', kind: 'Namespace' }, name, errors);
  }
  if (!before) return;
  const { enforce } = policy;
  const old = before.policy.enforce;
  if (enforce.text === old.text || enforce.level === 'privileged') return;
  if (enforce.minor === old.minor && compareLevels(enforce, old) < 1) return;
  warnings.push(...warningsOfPods(world.list('', 'pods', name) as readonly Pod[], name, enforce));
}

/** One line for all pods that do the same, by the first of their names. EvaluatePodsInNamespace */
function warningsOfPods(pods: readonly Pod[], namespace: string, enforce: LevelVersion): string[] {
  const names = new Map<string, string[]>();
  for (const pod of pods.slice(0, MAX_PODS_TO_CHECK)) {
    const found = violations(pod, enforce);
    if (found.length === 0) continue;
    const why = reasons(found);
    const list = names.get(why);
    if (list) list.push(pod.metadata.name);
    else names.set(why, [pod.metadata.name]);
  }
  const warnings: string[] = [];
  if (pods.length > MAX_PODS_TO_CHECK) {
    const text = `new PodSecurity enforce level only checked against the first ${MAX_PODS_TO_CHECK} of ${pods.length} existing pods`;
    warnings.push(text);
  }
  if (names.size === 0) return warnings;
  const level = JSON.stringify(enforce.text);
  warnings.push(
    `existing pods in namespace ${JSON.stringify(namespace)} violate the new PodSecurity enforce level ${level}`,
  );
  const lines = [...names].map(([why, list]) => {
    const others = list.length - 1;
    const more = others === 0 ? '' : ` (and ${others} other ${others === 1 ? 'pod' : 'pods'})`;
    return `${list.sort()[0]}${more}: ${why}`;
  });
  return [...warnings, ...lines.sort()];
}
