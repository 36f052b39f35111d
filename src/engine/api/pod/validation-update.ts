import { field, inclusiveRangeError, semanticDeepEqual, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { objectDiff } from '../unified-diff.ts';
import { isUnset, MAX_INT32, METADATA, SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { Container, NodeAffinity, Pod, PodSpec, Toleration } from './types.ts';
import { checkPodAnnotations, checkPodAnnotationsUpdate } from './validation-annotations.ts';
import { checkTolerations } from './validation-taints.ts';
import { checkSpecOfPod } from './validation-pod-spec.ts';

/** What a pod's author may still change. */
const UPDATABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

/** ValidateContainerUpdates: false when there is no point in going on. */
function checkContainerUpdates(
  errors: ErrorList,
  path: Path,
  after: readonly Container[],
  before: readonly Container[],
): boolean {
  if (after.length !== before.length) {
    errors.push(field.forbidden(path, 'pod updates may not add or remove containers'));
    return false;
  }
  if (after === before) return true;
  after.forEach(({ image }, i) => {
    if (isUnset(image)) errors.push(field.required(path.index(i).child('image')));
    else if (image.trim().length !== image.length) {
      const why = 'must not have leading or trailing whitespace';
      errors.push(field.invalid(path.index(i).child('image'), image, why));
    }
  });
  return true;
}

/** The deadline may appear, and may come nearer. False when there is no point in going on. */
function checkDeadline(errors: ErrorList, after: number | undefined, before: number | undefined): boolean {
  const path = SPEC.child('activeDeadlineSeconds');
  if (after === undefined) {
    if (before === undefined) return true;
    errors.push(field.invalid(path, undefined, 'must not update from a positive integer to nil value'));
    return true;
  }
  if (after < 0 || after > MAX_INT32) {
    errors.push(field.invalid(path, after, inclusiveRangeError(0, MAX_INT32)));
    return false;
  }
  if (before === undefined || before >= after) return true;
  errors.push(field.invalid(path, after, 'must be less than or equal to previous value'));
  return false;
}

/** validateOnlyAddedTolerations. */
function checkAddedTolerations(
  errors: ErrorList,
  after: readonly Toleration[] = [],
  before: readonly Toleration[] = [],
): void {
  if (after === before) return;
  const path = SPEC.child('tolerations');
  const kept = before.every((old) =>
    after.some((toleration) =>
      semanticDeepEqual({ ...old, tolerationSeconds: toleration.tolerationSeconds }, toleration),
    ),
  );
  if (kept) return checkTolerations(errors, path, after);
  errors.push(field.forbidden(path, 'existing toleration can not be modified except its tolerationSeconds'));
}

/** validateOnlyDeletedSchedulingGates. */
function checkDeletedGates(errors: ErrorList, after: PodSpec, before: PodSpec): void {
  const held = new Set((before.schedulingGates ?? []).map((gate) => gate.name));
  after.schedulingGates?.forEach(({ name }, i) => {
    if (held.has(name)) return;
    const path = SPEC.child('schedulingGates').index(i).child('name');
    errors.push(field.forbidden(path, `only deletion is allowed, but found new scheduling gate '${name}'`));
  });
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** validateNodeAffinityMutation: while gated, a pod may only narrow where it can go. */
function checkNodeAffinityMutation(
  errors: ErrorList,
  after: NodeAffinity | undefined,
  before: NodeAffinity | undefined,
): void {
  const oldTerms = before?.[REQUIRED]?.nodeSelectorTerms;
  if (oldTerms === undefined || oldTerms.length === 0) return;
  const path = SPEC.child('affinity', 'nodeAffinity', REQUIRED, 'nodeSelectorTerms');
  const terms = after?.[REQUIRED]?.nodeSelectorTerms ?? [];
  if (terms.length !== oldTerms.length) {
    errors.push(field.invalid(path, terms, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed'));
    return;
  }
  const additive = oldTerms.every((old, i) => {
    const term = terms[i] ?? {};
    const unbounded = (old.matchExpressions?.length ?? 0) === 0 && (old.matchFields?.length ?? 0) === 0;
    return (['matchExpressions', 'matchFields'] as const).every((name) => {
      const was = old[name] ?? [];
      if (unbounded) return (term[name]?.length ?? 0) === 0;
      return was.every((requirement, j) => semanticDeepEqual(requirement, term[name]?.[j]));
    });
  });
  if (!additive)
    errors.push(field.invalid(path.index(0), terms[0], 'only additions are allowed (no mutations or deletions)'));
}

/** Puts back what may change while a pod waits at its gates, having checked it. */
function mungeGated(errors: ErrorList, spec: PodSpec, old: PodSpec): PodSpec {
  if ((old.schedulingGates?.length ?? 0) === 0) return spec;
  const next = { ...spec };
  if (!semanticDeepEqual(spec.nodeSelector, old.nodeSelector)) {
    for (const [key, value] of Object.entries(old.nodeSelector ?? {})) {
      if (spec.nodeSelector?.[key] === value) continue;
      const why = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
      errors.push(field.invalid(SPEC.child('nodeSelector'), spec.nodeSelector, why));
      break;
    }
    assign(next, 'nodeSelector', old.nodeSelector);
  }
  const [after, before] = [spec.affinity?.nodeAffinity, old.affinity?.nodeAffinity];
  if (semanticDeepEqual(after, before)) return next;
  checkNodeAffinityMutation(errors, after, before);
  const rest = { ...spec.affinity };
  if (before === undefined) delete rest.nodeAffinity;
  else rest.nodeAffinity = before;
  assign(next, 'affinity', Object.keys(rest).length === 0 ? undefined : rest);
  return next;
}

type Loose<T> = { -readonly [Key in keyof T]?: T[Key] };

function assign<Key extends keyof PodSpec>(spec: Loose<PodSpec>, key: Key, value: PodSpec[Key] | undefined): void {
  if (value === undefined) delete spec[key];
  else spec[key] = value;
}

function withImages(after: readonly Container[], before: readonly Container[]): readonly Container[] {
  if (after === before) return after;
  return after.map((container, i) => {
    const image = before[i]?.image;
    return image === undefined || image === container.image ? container : { ...container, image };
  });
}

/** The new spec with everything put back that may change: what then still differs may not. */
function munge(errors: ErrorList, spec: PodSpec, old: PodSpec): PodSpec {
  const next: Loose<PodSpec> = { ...spec, containers: withImages(spec.containers, old.containers) };
  if (spec.initContainers !== undefined) {
    next.initContainers = withImages(spec.initContainers, old.initContainers ?? []);
  }
  assign(next, 'activeDeadlineSeconds', old.activeDeadlineSeconds);
  assign(next, 'schedulingGates', old.schedulingGates);
  assign(next, 'tolerations', old.tolerations);
  const grace = old.terminationGracePeriodSeconds;
  if (grace !== undefined && grace < 0 && spec.terminationGracePeriodSeconds === 1) {
    next.terminationGracePeriodSeconds = grace;
  }
  return mungeGated(errors, next as PodSpec, old);
}

function checkSpecUpdate(errors: ErrorList, spec: PodSpec, old: PodSpec): void {
  if (!checkContainerUpdates(errors, SPEC.child('containers'), spec.containers, old.containers)) return;
  const [inits, oldInits] = [spec.initContainers ?? [], old.initContainers ?? []];
  if (!checkContainerUpdates(errors, SPEC.child('initContainers'), inits, oldInits)) return;
  if (!checkDeadline(errors, spec.activeDeadlineSeconds, old.activeDeadlineSeconds)) return;
  checkAddedTolerations(errors, spec.tolerations, old.tolerations);
  checkDeletedGates(errors, spec, old);
  if (semanticDeepEqual(spec, old)) return;
  const munged = munge(errors, spec, old);
  if (semanticDeepEqual(munged, old)) return;
  const why = `pod updates may not change fields other than ${UPDATABLE}\n${objectDiff(old, munged)}`;
  errors.push(field.forbidden(SPEC, why));
}

/** ValidatePodUpdate. */
export function validatePodUpdate(pod: Pod, old: Pod): ErrorList {
  const errors = validateMetaUpdate(pod.metadata, old.metadata);
  const { annotations } = pod.metadata;
  if (annotations !== old.metadata.annotations) {
    const path = METADATA.child('annotations');
    checkPodAnnotationsUpdate(errors, path, annotations, old.metadata.annotations);
    checkPodAnnotations(errors, path, annotations, pod.spec);
  }
  if (pod.spec === old.spec) return errors;
  errors.push(...validateMeta(pod.metadata, true));
  checkSpecOfPod(errors, pod);
  checkSpecUpdate(errors, pod.spec, old.spec);
  return errors;
}
