import type { PodInfo } from '../../cache/pod-info.ts';
import type { CycleState } from '../../framework/cycle-state.ts';
import { ADD, type ClusterEventWithHint } from '../../framework/events.ts';
import type { Plugin } from '../../framework/interface.ts';
import { SKIP, Status } from '../../framework/status.ts';
import { VOLUME_BINDING } from '../names.ts';

/** Answers whether a claim exists. */
export type ClaimLister = (namespace: string, name: string) => boolean;

/**
 * Holds pods back whose claims do not exist (plugins/volumebinding/volume_binding.go). Different from upstream: a claim that
 * exists is taken to be bound everywhere, because there are no persistent volumes yet.
 */
export class VolumeBinding implements Plugin {
  readonly name = VOLUME_BINDING;
  constructor(readonly claimExists: ClaimLister) {}

  preFilter(_state: CycleState, { pod }: PodInfo): Status | undefined {
    const { namespace = '', name: podName } = pod.metadata;
    for (const { name, persistentVolumeClaim, ephemeral } of pod.spec.volumes ?? []) {
      if (ephemeral !== undefined && !this.claimExists(namespace, `${podName}-${name}`)) {
        const text = `waiting for ephemeral volume controller to create the persistentvolumeclaim "${podName}-${name}"`;
        return new Status('UnschedulableAndUnresolvable', [text], this.name);
      }
      const claim = persistentVolumeClaim?.claimName;
      if (claim !== undefined && !this.claimExists(namespace, claim)) {
        const text = `persistentvolumeclaim "${claim}" not found`;
        return new Status('UnschedulableAndUnresolvable', [text], this.name);
      }
    }
    return SKIP;
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [{ resource: 'PersistentVolumeClaim', actionType: ADD }];
  }
}
