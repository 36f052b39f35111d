import { parseQuantity, type ApiObject } from '../../../../engine/apimachinery/index.ts';
import { inNamespace, line, type Answer, type Explainer, type Line } from './answer.ts';
import { at, text } from './fields.ts';

const MOST = 4;

/** How much of a quota is used, and which creations it has refused. */
export const quota: Explainer = {
  reads: ['events'],
  explain(object, look): Answer {
    const hard = (at(object.status, 'hard') ?? at(object.spec, 'hard') ?? {}) as Readonly<Record<string, string>>;
    const used = (at(object.status, 'used') ?? {}) as Readonly<Record<string, string>>;
    const lines: Line[] = Object.entries(hard).map(([resource, most]) =>
      usage(object, resource, used[resource] ?? '0', most),
    );
    const refused = refusedBy(object, look('events'));
    lines.push(...refused.slice(0, MOST));
    if (refused.length === 0) lines.push(line('ok', 'answer.quota.noRefusal'));
    return { title: 'answer.quota.title', lines };
  },
};

function usage(object: ApiObject, resource: string, used: string, hard: string): Line {
  const left = parseQuantity(hard).sub(parseQuantity(used));
  const params = { resource, used, hard, left: left.toString() };
  if (left.sign() > 0) return line('fact', 'answer.quota.usage', params);
  const patch = JSON.stringify({ spec: { hard: { [resource]: 'N' } } });
  const command = `kubectl patch resourcequota ${object.metadata.name}${inNamespace(object)} -p '${patch}'`;
  return line('blocked', 'answer.quota.full', params, { command });
}

/** Each object that was refused once, newest first. */
function refusedBy(object: ApiObject, events: readonly ApiObject[]): readonly Line[] {
  const name = object.metadata.name;
  const about = new RegExp(`(exceeded|failed) quota: ${name.replace(/[.]/g, '\\.')}[,:]`);
  const lines = new Map<string, Line>();
  const newest = [...events].sort(
    (a, b) => Number(b.metadata.resourceVersion ?? 0) - Number(a.metadata.resourceVersion ?? 0),
  );
  for (const event of newest) {
    const message = text(event, 'message');
    if (event.metadata.namespace !== object.metadata.namespace || !about.test(message)) continue;
    const kind = text(event, 'involvedObject', 'kind');
    const who = text(event, 'involvedObject', 'name');
    const why = /(exceeded|failed) quota: .*/.exec(message)?.[0] ?? message;
    const ref = { resource: RESOURCES[kind] ?? '', namespace: event.metadata.namespace ?? '', name: who };
    if (!lines.has(`${kind}/${who}`))
      lines.set(`${kind}/${who}`, line('blocked', 'answer.quota.refused', { kind, who, why }, { ref }));
  }
  return [...lines.values()];
}

const RESOURCES: Readonly<Record<string, string>> = {
  ReplicaSet: 'replicasets.apps',
  StatefulSet: 'statefulsets.apps',
  DaemonSet: 'daemonsets.apps',
  Job: 'jobs.batch',
  ReplicationController: 'replicationcontrollers',
};
