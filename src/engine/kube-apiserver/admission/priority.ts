import type { Pod } from '../../api/pod/types.ts';
import { newForbidden, type ApiObject } from '../../apimachinery/index.ts';
import { isPodCreate } from './pods.ts';
import type { Plugin, World } from './plugin.ts';

interface PriorityClassLike extends ApiObject {
  readonly value?: number;
  readonly globalDefault?: boolean;
  readonly preemptionPolicy?: string;
}

const GROUP = 'scheduling.k8s.io';
const PODS = { group: '', resource: 'pods' };

/** Turns a class's name into a number. plugin/pkg/admission/priority */
export const priority: Plugin = {
  name: 'Priority',
  handles: isPodCreate,
  admit: (object, { name }, world): ApiObject => {
    const pod = object as Pod;
    const { priorityClassName = '' } = pod.spec;
    const chosen = priorityClassName === '' ? defaultClass(world) : undefined;
    let named: PriorityClassLike | undefined = chosen;
    if (priorityClassName !== '') {
      named = world.get(GROUP, 'priorityclasses', undefined, priorityClassName);
      if (!named) throw newForbidden(PODS, name, `no PriorityClass with name ${priorityClassName} was found`);
    }
    const value = named?.value ?? 0;
    if (pod.spec.priority !== undefined && pod.spec.priority !== value) {
      const text = `the integer value of priority (${pod.spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`;
      throw newForbidden(PODS, name, text);
    }
    const preemptionPolicy = named?.preemptionPolicy ?? 'PreemptLowerPriority';
    if (pod.spec.preemptionPolicy !== undefined && pod.spec.preemptionPolicy !== preemptionPolicy) {
      const text = `the string value of PreemptionPolicy (${pod.spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${preemptionPolicy} from the given PriorityClass name`;
      throw newForbidden(PODS, name, text);
    }
    const spec = { ...pod.spec, priority: value, preemptionPolicy };
    return { ...pod, spec: chosen ? { ...spec, priorityClassName: chosen.metadata.name } : spec } as Pod;
  },
};

/** The global default; of several, the lowest. */
function defaultClass(world: World): PriorityClassLike | undefined {
  let found: PriorityClassLike | undefined;
  for (const item of world.list(GROUP, 'priorityclasses', undefined)) {
    const candidate: PriorityClassLike = item;
    if (candidate.globalDefault !== true) continue;
    if (!found || (candidate.value ?? 0) < (found.value ?? 0)) found = candidate;
  }
  return found;
}
