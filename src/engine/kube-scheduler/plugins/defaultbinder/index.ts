import { PODS } from '../../../api/refs.ts';
import type { Pod } from '../../../api/pod/types.ts';
import { StatusError } from '../../../apimachinery/index.ts';
import type { ResourceClient } from '../../../client-go/index.ts';
import type { Client } from '../../../client-go/index.ts';
import { NetworkError, type Task } from '../../../sim/index.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { CycleState } from '../../framework/cycle-state.ts';
import type { Plugin } from '../../framework/interface.ts';
import { Status } from '../../framework/status.ts';
import { DEFAULT_BINDER } from '../names.ts';

/** Tells the API server where the pod goes: POST pods/binding (plugins/defaultbinder/default_binder.go). */
export class DefaultBinder implements Plugin {
  readonly name = DEFAULT_BINDER;
  readonly #pods: ResourceClient<Pod>;

  constructor(client: Client) {
    this.#pods = client.resource<Pod>(PODS);
  }

  *bind(_state: CycleState, { pod }: PodInfo, nodeName: string): Task<Status | undefined> {
    const { namespace, name, uid } = pod.metadata;
    const binding = {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { namespace, name, uid },
      target: { kind: 'Node', name: nodeName },
    };
    try {
      yield* this.#pods.createSubresource(namespace, name, 'binding', binding);
      return undefined;
    } catch (error) {
      if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
      return new Status('Error', [error.message], this.name);
    }
  }
}
