import { parseQuantity, type ApiObject } from '../../../../engine/apimachinery/index.ts';
import { line, type Answer, type Explainer, type Line, type Look } from './answer.ts';
import { at, condition, records, text } from './fields.ts';
import { podsOn, requestedOn } from './obstacles.ts';

const PRESSURES = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'];

/** Why a node is or is not ready, who may come onto it, and how much room is left. */
export const node: Explainer = {
  reads: ['pods', 'leases.coordination.k8s.io'],
  explain(object, look): Answer {
    return {
      title: 'answer.node.title',
      lines: [...readyLines(object, look), ...gateLines(object), ...roomLines(object, look('pods'))],
    };
  },
};

function readyLines(object: ApiObject, look: Look): readonly Line[] {
  const name = object.metadata.name;
  const ready = condition(object, 'Ready');
  const why = text(ready, 'message');
  const lines: Line[] = [];
  if (ready?.['status'] === 'True') lines.push(line('ok', 'answer.node.ready', { name }));
  else if (ready?.['status'] === 'Unknown') {
    const lease = look('leases.coordination.k8s.io').find(
      ({ metadata }) => metadata.name === name && metadata.namespace === 'kube-node-lease',
    );
    const renewed = clock(text(lease?.spec, 'renewTime'));
    lines.push(
      line('blocked', 'answer.node.silent', { name, since: clock(text(ready, 'lastTransitionTime')), renewed }),
    );
  } else lines.push(line('blocked', ready ? 'answer.node.notReady' : 'answer.node.unregistered', { name, why }));
  for (const type of PRESSURES) {
    const pressure = condition(object, type);
    if (pressure?.['status'] === 'True')
      lines.push(line('blocked', 'answer.node.pressure', { type, why: text(pressure, 'message') }));
  }
  return lines;
}

/** `2026-01-01T00:01:40.5Z` → `00:01:40`. */
function clock(timestamp: string): string {
  return /T(\d\d:\d\d:\d\d)/.exec(timestamp)?.[1] ?? '—';
}

function gateLines(object: ApiObject): readonly Line[] {
  const name = object.metadata.name;
  const lines: Line[] = [];
  if (at(object.spec, 'unschedulable') === true)
    lines.push(line('wait', 'answer.node.cordoned', {}, { command: `kubectl uncordon ${name}` }));
  for (const taint of records(object.spec, 'taints')) {
    const key = text(taint, 'key');
    const effect = text(taint, 'effect');
    if (key === 'node.kubernetes.io/unschedulable') continue;
    const value = text(taint, 'value');
    const shown = `${key}${value === '' ? '' : `=${value}`}`;
    const id =
      effect === 'NoExecute'
        ? 'answer.node.taint.NoExecute'
        : effect === 'NoSchedule'
          ? 'answer.node.taint.NoSchedule'
          : 'answer.node.taint.PreferNoSchedule';
    const own = key.startsWith('node.kubernetes.io/');
    lines.push(
      line('wait', id, { taint: shown }, own ? {} : { command: `kubectl taint nodes ${name} ${key}:${effect}-` }),
    );
  }
  return lines;
}

function roomLines(object: ApiObject, pods: readonly ApiObject[]): readonly Line[] {
  const name = object.metadata.name;
  const allocatable = (at(object.status, 'allocatable') ?? {}) as Readonly<Record<string, string>>;
  const lines = ['cpu', 'memory'].flatMap((resource) => {
    if (allocatable[resource] === undefined) return [];
    const all = parseQuantity(allocatable[resource]);
    const used = requestedOn(name, resource, pods);
    const left = all.sub(used);
    const params = { resource, used: used.toString(), all: all.toString(), left: left.toString() };
    return [line(left.sign() <= 0 ? 'blocked' : 'fact', 'answer.node.room', params)];
  });
  const count = podsOn(name, pods).length;
  const most = Number(allocatable['pods'] ?? 0);
  if (most > 0) lines.push(line(count >= most ? 'blocked' : 'fact', 'answer.node.pods', { count, most }));
  return lines;
}
