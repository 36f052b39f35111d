import type { HttpRequest, HttpResponse } from '../../protocol/index.ts';
import type { MessageId } from '../../i18n/index.ts';
import type { GlyphName } from '../kit/index.ts';
import type { ObjectRef, Selection, Session } from '../store/index.ts';
import { refKey } from '../store/index.ts';

/** Something a hand can do to what is selected. */
export interface Action {
  readonly id: string;
  readonly message: MessageId;
  readonly glyph: GlyphName;
  readonly key?: string;
  readonly tone?: 'bad';
  run(session: Session): Promise<void>;
}

const JSON_TYPE = { 'content-type': 'application/json', accept: 'application/json' };
const MERGE_TYPE = { 'content-type': 'application/merge-patch+json', accept: 'application/json' };
const SCALABLE = new Set(['deployments.apps', 'replicasets.apps', 'replicationcontrollers', 'statefulsets.apps']);
const RESTARTABLE = new Set([
  'kubelet',
  'containerd',
  'kube-proxy',
  'kube-scheduler',
  'kube-controller-manager',
  'kube-apiserver',
  'etcd',
]);

/** `deployments.apps` in default → `/apis/apps/v1/namespaces/default/deployments/web`. */
export function urlOf({ resource, namespace, name }: ObjectRef, subresource = ''): string {
  const dot = resource.indexOf('.');
  const group = dot < 0 ? '/api/v1' : `/apis/${resource.slice(dot + 1)}/v1`;
  const plural = dot < 0 ? resource : resource.slice(0, dot);
  const inside = namespace === '' ? '' : `/namespaces/${namespace}`;
  return `${group}${inside}/${plural}/${name}${subresource === '' ? '' : `/${subresource}`}`;
}

/** What can be done to a selection as the world is at the playhead. */
export function actionsOn(session: Session, selection: Selection | undefined): readonly Action[] {
  if (selection?.type === 'object') return actionsOnObject(session, selection.ref);
  return selection?.type === 'component' ? actionsOnProcess(selection.process) : [];
}

function actionsOnObject(session: Session, ref: ObjectRef): readonly Action[] {
  const object = session.world.get(ref.resource, refKey(ref.namespace, ref.name));
  if (!object) return [];
  if (ref.resource === 'pods') return podActions(ref, object.spec);
  if (ref.resource === 'nodes') return nodeActions(session, ref, object.spec);
  if (SCALABLE.has(ref.resource)) return scaleActions(ref, object.spec);
  return [];
}

function podActions(ref: ObjectRef, spec: unknown): readonly Action[] {
  const container = firstContainer(spec);
  return [
    {
      id: 'delete-pod',
      message: 'act.deletePod',
      glyph: 'trash',
      key: 'k',
      tone: 'bad',
      run: (session) => request(session, { method: 'DELETE', url: urlOf(ref), headers: JSON_TYPE }),
    },
    {
      id: 'container-crash',
      message: 'act.crashContainer',
      glyph: 'crash',
      key: 'x',
      run: (session) =>
        session.fault({
          name: 'container-crash',
          params: { namespace: ref.namespace, pod: ref.name, ...(container === undefined ? {} : { container }) },
        }),
    },
  ];
}

function nodeActions(session: Session, ref: ObjectRef, spec: unknown): readonly Action[] {
  const node = ref.name;
  const cordoned = has(spec, 'unschedulable') && spec.unschedulable === true;
  const cordon: Action = {
    id: cordoned ? 'uncordon' : 'cordon',
    message: cordoned ? 'act.uncordon' : 'act.cordon',
    glyph: 'cordoned',
    key: 'c',
    run: (s) =>
      request(s, {
        method: 'PATCH',
        url: urlOf(ref),
        headers: MERGE_TYPE,
        body: JSON.stringify({ spec: { unschedulable: cordoned ? null : true } }),
      }),
  };
  const power: Action = isDown(session, node)
    ? {
        id: 'node-up',
        message: 'act.restoreNode',
        glyph: 'power',
        key: 'r',
        run: (s) => s.fault({ name: 'node-up', params: { node } }),
      }
    : {
        id: 'node-down',
        message: 'act.killNode',
        glyph: 'power',
        key: 'k',
        tone: 'bad',
        run: (s) => s.fault({ name: 'node-down', params: { node } }),
      };
  return [power, cordon];
}

function scaleActions(ref: ObjectRef, spec: unknown): readonly Action[] {
  const replicas = has(spec, 'replicas') && typeof spec.replicas === 'number' ? spec.replicas : 1;
  const scale =
    (to: number): Action['run'] =>
    (session) =>
      request(session, {
        method: 'PATCH',
        url: urlOf(ref, 'scale'),
        headers: MERGE_TYPE,
        body: JSON.stringify({ spec: { replicas: Math.max(0, to) } }),
      });
  return [
    { id: 'scale-up', message: 'act.scaleUp', glyph: 'plus', key: '+', run: scale(replicas + 1) },
    { id: 'scale-down', message: 'act.scaleDown', glyph: 'minus', key: '-', run: scale(replicas - 1) },
  ];
}

function actionsOnProcess(process: string): readonly Action[] {
  const [component = '', host = ''] = process.split('@');
  if (!RESTARTABLE.has(component) || host === '') return [];
  const params = { component, host };
  return [
    {
      id: 'process-crash',
      message: 'act.crashProcess',
      glyph: 'crash',
      key: 'k',
      tone: 'bad',
      run: (s) => s.fault({ name: 'process-crash', params }),
    },
    {
      id: 'process-restart',
      message: 'act.restartProcess',
      glyph: 'power',
      key: 'r',
      run: (s) => s.fault({ name: 'process-restart', params }),
    },
  ];
}

export const addNode: Action = {
  id: 'add-node',
  message: 'act.addNode',
  glyph: 'plus',
  key: 'n',
  run: (session) => session.fault({ name: 'add-node', params: {} }),
};

/** Whether a node was switched off by hand and not yet on again; the API server learns of it only later. */
export function isDown(session: Session, node: string): boolean {
  const { acts } = session.store.getState();
  for (const { at, input } of [...acts].reverse()) {
    if (at > session.player.edge || !('fault' in input) || input.fault.params['node'] !== node) continue;
    if (input.fault.name === 'node-down') return true;
    if (input.fault.name === 'node-up') return false;
  }
  return false;
}

async function request(session: Session, http: HttpRequest): Promise<void> {
  const response = await session.fetch(http);
  if (response.status >= 400) throw new Error(messageOf(response));
}

/** The message of a Status, else what there is. */
export function messageOf(response: HttpResponse): string {
  try {
    const status: unknown = JSON.parse(response.body);
    if (has(status, 'message') && typeof status.message === 'string') return status.message;
  } catch {
    // Not JSON: the body itself says it.
  }
  return response.body === '' ? `HTTP ${response.status}` : response.body;
}

function firstContainer(spec: unknown): string | undefined {
  if (!has(spec, 'containers') || !Array.isArray(spec.containers)) return undefined;
  const first: unknown = spec.containers[0];
  return has(first, 'name') && typeof first.name === 'string' ? first.name : undefined;
}

function has<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}
