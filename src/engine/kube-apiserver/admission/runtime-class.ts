import type { Pod, Toleration } from '../../api/pod/types.ts';
import type { ResourceList } from '../../api/wire.ts';
import { newForbidden, semanticDeepEqual, type ApiObject } from '../../apimachinery/index.ts';
import { isPodCreate } from './pods.ts';
import type { Attributes, Plugin, World } from './plugin.ts';

interface RuntimeClassLike extends ApiObject {
  readonly overhead?: { readonly podFixed?: ResourceList };
  readonly scheduling?: {
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly tolerations?: readonly Toleration[];
  };
}

/** What a class of runtimes costs and where it runs is written into its pods. plugin/pkg/admission/runtimeclass */
export const runtimeClass: Plugin = {
  name: 'RuntimeClass',
  handles: isPodCreate,
  admit: (object, attributes, world) => {
    const pod = object as Pod;
    const found = classOf(pod, attributes, world);
    if (!found) return pod;
    let { spec } = pod;
    const { overhead, scheduling } = found;
    if (overhead?.podFixed) {
      if (spec.overhead && !semanticDeepEqual(spec.overhead, overhead.podFixed)) {
        const text = `pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead`;
        throw newForbidden(attributes.kind, attributes.name, text);
      }
      spec = { ...spec, overhead: overhead.podFixed };
    }
    if (scheduling) spec = withScheduling(spec, scheduling, attributes);
    return spec === pod.spec ? pod : { ...pod, spec };
  },
  validate: (attributes, world) => {
    const pod = attributes.object as Pod;
    if (pod.spec.overhead === undefined || classOf(pod, attributes, world)?.overhead?.podFixed) return;
    const text = 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';
    throw newForbidden(attributes.kind, attributes.name, text);
  },
};

function classOf({ spec }: Pod, { kind, name }: Attributes, world: World): RuntimeClassLike | undefined {
  const { runtimeClassName } = spec;
  if (runtimeClassName === undefined || runtimeClassName === '') return undefined;
  const found: RuntimeClassLike | undefined = world.get('node.k8s.io', 'runtimeclasses', undefined, runtimeClassName);
  if (found) return found;
  throw newForbidden(kind, name, `pod rejected: RuntimeClass ${JSON.stringify(runtimeClassName)} not found`);
}

function withScheduling(
  spec: Pod['spec'],
  { nodeSelector, tolerations = [] }: NonNullable<RuntimeClassLike['scheduling']>,
  { kind, name }: Attributes,
): Pod['spec'] {
  for (const [key, value] of Object.entries(nodeSelector ?? {})) {
    const own = spec.nodeSelector?.[key];
    if (own === undefined || own === value) continue;
    const text = `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${own}`;
    throw newForbidden(kind, name, text);
  }
  const added = tolerations.filter((one) => !spec.tolerations?.some((own) => semanticDeepEqual(own, one)));
  return {
    ...spec,
    ...(nodeSelector && { nodeSelector: { ...spec.nodeSelector, ...nodeSelector } }),
    ...(added.length > 0 && { tolerations: [...(spec.tolerations ?? []), ...added] }),
  };
}
