import {
  StatusError,
  isNotFound,
  statusCause,
  type ApiObject,
  type LabelSet,
  type OwnerReference,
} from '../apimachinery/index.ts';
import { PODS } from '../api/refs.ts';
import type { Pod, PodTemplateSpec } from '../api/pod/types.ts';
import type { Client, EventRecorder, ResourceClient } from '../client-go/index.ts';
import type { Task } from '../sim/index.ts';
import { isRequestError } from './concurrency.ts';

const MAX_GENERATE_NAME = 253 - 5;

/** A pod as its template describes it, named after and owned by its controller. GetPodFromTemplate of controller_utils.go. */
export function podFromTemplate(
  template: PodTemplateSpec,
  owner: ApiObject,
  reference: OwnerReference,
  generateName?: string,
): object {
  const { labels, annotations, finalizers } = template.metadata;
  const prefix = `${owner.metadata.name}-`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: generateName ?? (prefix.length <= MAX_GENERATE_NAME ? prefix : owner.metadata.name),
      namespace: owner.metadata.namespace,
      labels,
      annotations,
      finalizers,
      ownerReferences: [reference],
    },
    spec: template.spec,
  };
}

/** Creates, deletes and patches pods for a controller, and tells the cluster of it on the controller's behalf. RealPodControl. */
export class PodControl {
  readonly #pods: ResourceClient<Pod>;

  constructor(
    client: Client,
    readonly recorder: EventRecorder,
  ) {
    this.#pods = client.resource<Pod>(PODS);
  }

  *create(template: PodTemplateSpec, owner: ApiObject, reference: OwnerReference, generateName?: string): Task {
    const { namespace } = owner.metadata;
    try {
      const body = podFromTemplate(template, owner, reference, generateName);
      const pod = yield* this.#pods.create(namespace, body);
      this.recorder.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    } catch (error) {
      if (isRequestError(error) && !isNamespaceTerminating(error)) {
        this.recorder.event(owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
      }
      throw error;
    }
  }

  *delete(pod: Pod, owner: ApiObject): Task {
    const { namespace, name } = pod.metadata;
    try {
      yield* this.#pods.delete(namespace, name);
      this.recorder.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
    } catch (error) {
      if (isRequestError(error) && !isNotFound(error)) {
        this.recorder.event(owner, 'Warning', 'FailedDelete', `Error deleting: ${error.message}`);
      }
      throw error;
    }
  }
}

/** Creation refused because the namespace is going away: nothing to report, nothing to retry. */
export function isNamespaceTerminating(error: unknown): boolean {
  return error instanceof StatusError && statusCause(error, 'NamespaceTerminating') !== undefined;
}

/** Whether every pair of `wanted` is among `labels`; an identical object needs no look. */
export function hasLabels(wanted: LabelSet | undefined, labels: LabelSet | undefined): boolean {
  if (wanted === undefined || wanted === labels) return true;
  for (const key in wanted) if (labels === undefined || labels[key] !== wanted[key]) return false;
  return true;
}
