import type { Pod, PodCondition } from '../../api/pod/types.ts';
import {
  type ApiObject,
  type ErrorList,
  field,
  formatTime,
  isObject,
  newBadRequest,
  newConflict,
  newInvalid,
  newPath,
  newSuccess,
} from '../../apimachinery/index.ts';
import type { ApiResponse } from '../../client-go/request.ts';
import type { Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { checkPreconditions } from '../storage/storage.ts';
import { bodyAsJson } from './body.ts';

interface BindingBody {
  readonly metadata?: {
    readonly name?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly target?: { readonly kind?: string; readonly name?: string };
}

const POD_BINDING = { group: '', resource: 'pods/binding' };

/** POST pods/<name>/binding: puts the pod on a node, once. pkg/registry/core/pod/storage/storage.go BindingREST */
export function* bind(server: Server, { request, resource, dryRun }: RequestContext): Task<ApiResponse> {
  const json = bodyAsJson(request.body, 'Binding');
  if (!isObject(json)) throw newBadRequest('not a Binding object: <nil>');
  const binding: BindingBody = json;
  const name = request.name ?? '';
  const given = binding.metadata?.name;
  if (given && given !== name) throw newBadRequest('name in URL does not match name in Binding object');
  const errors = validateBinding(binding);
  if (errors.length > 0) throw newInvalid({ group: '', kind: 'Binding' }, name, errors);
  const { storage, kind } = resource;
  const key = storage.cacher.keyFor(request.namespace, name);
  const { uid, resourceVersion } = binding.metadata ?? {};
  const preconditions = uid || resourceVersion ? { uid, resourceVersion } : undefined;
  const now = formatTime(server.sim.wallClock());
  const assign = (current: ApiObject): ApiObject => {
    checkPreconditions(kind, current, preconditions);
    return assignPod(current as Pod, binding, now);
  };
  if (dryRun) assign(yield* storage.get(key, name, ''));
  else yield* storage.guaranteedUpdate(key, name, assign);
  return { code: 201, body: { ...newSuccess(), code: 201 } };
}

/** ValidatePodBinding */
function validateBinding({ target }: BindingBody): ErrorList {
  const path = newPath('target');
  const errors: ErrorList = [];
  const kind = target?.kind ?? '';
  if (kind !== '' && kind !== 'Node') errors.push(field.notSupported(path.child('kind'), kind, ['Node', '<empty>']));
  if (!target?.name) errors.push(field.required(path.child('name')));
  return errors;
}

/** setPodNodeAndMetadata: nobody is bound twice. */
function assignPod(pod: Pod, { metadata = {}, target }: BindingBody, now: string): Pod {
  const { name } = pod.metadata;
  const refuse = (text: string): Error => newConflict(POD_BINDING, name, text);
  if (pod.metadata.deletionTimestamp !== undefined) {
    throw refuse(`pod ${name} is being deleted, cannot be assigned to a host`);
  }
  if (pod.spec.nodeName) throw refuse(`pod ${name} is already assigned to node ${JSON.stringify(pod.spec.nodeName)}`);
  if (pod.spec.schedulingGates?.length) throw refuse(`pod ${name} has non-empty .spec.schedulingGates`);
  const { annotations, labels } = metadata;
  const changed: { -readonly [K in keyof Pod['metadata']]: Pod['metadata'][K] } = { ...pod.metadata };
  if (annotations) changed.annotations = { ...changed.annotations, ...annotations };
  if (labels) changed.labels = { ...changed.labels, ...labels };
  return {
    ...pod,
    metadata: changed,
    spec: { ...pod.spec, nodeName: target?.name ?? '' },
    status: { ...pod.status, conditions: withScheduled(pod, now) },
  };
}

function withScheduled(pod: Pod, now: string): PodCondition[] {
  const { generation } = pod.metadata;
  const scheduled: PodCondition = generation
    ? { type: 'PodScheduled', observedGeneration: generation, status: 'True', lastTransitionTime: now }
    : { type: 'PodScheduled', status: 'True', lastTransitionTime: now };
  const before = pod.status.conditions;
  if (before === undefined || before.length === 0) return [scheduled];
  return [...before.filter((condition) => condition.type !== 'PodScheduled'), scheduled];
}
