import { field, semanticDeepEqual, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { updateSpec } from '../strategies.ts';
import { SPEC, validateMetaUpdate } from '../validate.ts';
import type { ResourceList } from '../wire.ts';
import { podQOS } from './qos.ts';
import type { Container, Pod } from './types.ts';
import { checkSpecOfPod } from './validation-pod-spec.ts';

const MIRROR = 'kubernetes.io/config.mirror';

function withResources(after: readonly Container[], before: readonly Container[]): readonly Container[] {
  if (after.length !== before.length || after.some((container, i) => container.name !== before[i]?.name)) return after;
  return before.map((container, i) => {
    const next = after[i] ?? container;
    const { resources, resizePolicy } = next;
    if (resources === container.resources && resizePolicy === container.resizePolicy) return container;
    return { ...container, resources, ...(resizePolicy === undefined ? {} : { resizePolicy }) };
  });
}

/** For pods/resize: of what was sent, resources and how to change them are taken. */
export function prepareResize(pod: Pod, old: Pod): Pod {
  const inits = pod.spec.initContainers;
  const spec = {
    ...old.spec,
    containers: withResources(pod.spec.containers, old.spec.containers),
    ...(inits === undefined ? {} : { initContainers: withResources(inits, old.spec.initContainers ?? []) }),
  };
  return updateSpec(
    { ...pod, metadata: { ...old.metadata, resourceVersion: pod.metadata.resourceVersion }, spec },
    old,
  );
}

function removes(after: ResourceList | undefined, before: ResourceList | undefined): boolean {
  return Object.keys(before ?? {}).some((name) => after?.[name] === undefined);
}

/** validateContainerResize. */
function checkContainer(errors: ErrorList, path: Path, after: Container, before: Container): void {
  for (const list of ['requests', 'limits'] as const) {
    if (!removes(after.resources[list], before.resources[list])) continue;
    errors.push(field.forbidden(path.child(list), `resource ${list} cannot be removed`));
  }
  for (const list of ['requests', 'limits'] as const) {
    const names = new Set([...Object.keys(after.resources[list] ?? {}), ...Object.keys(before.resources[list] ?? {})]);
    for (const name of names) {
      if (name === 'cpu' || name === 'memory') continue;
      if (after.resources[list]?.[name] === before.resources[list]?.[name]) continue;
      errors.push(field.forbidden(SPEC, 'only cpu and memory resources are mutable'));
    }
  }
}

function checkInit(errors: ErrorList, path: Path, after: Container, before: Container): void {
  if (before.restartPolicy === 'Always') return checkContainer(errors, path, after, before);
  if (semanticDeepEqual(after, before)) return;
  errors.push(field.forbidden(SPEC, 'resources for non-sidecar init containers are immutable'));
}

/** ValidatePodResize. Since v1.34 a memory limit may go down whatever the resize policy: the kubelet does its best. */
export function validateResize(pod: Pod, old: Pod): ErrorList {
  const refuse = (why: string): ErrorList => [field.forbidden(undefined, why)];
  if (old.metadata.annotations?.[MIRROR] !== undefined) return refuse('static pods cannot be resized');
  if (old.spec.os?.name === 'windows') return refuse('windows pods cannot be resized');
  const errors = validateMetaUpdate(pod.metadata, old.metadata);
  checkSpecOfPod(errors, pod);
  if (podQOS(pod.spec) !== (old.status.qosClass ?? podQOS(old.spec))) {
    const why = 'Pod QOS Class may not change as a result of resizing';
    errors.push(field.invalid(SPEC, pod.status.qosClass, why));
  }
  pod.spec.containers.forEach((container, i) => {
    const before = old.spec.containers[i];
    if (before === undefined) return;
    checkContainer(errors, SPEC.child('containers').index(i).child('resources'), container, before);
  });
  pod.spec.initContainers?.forEach((container, i) => {
    const before = old.spec.initContainers?.[i];
    if (before === undefined) return;
    checkInit(errors, SPEC.child('initContainers').index(i).child('resources'), container, before);
  });
  return errors;
}
