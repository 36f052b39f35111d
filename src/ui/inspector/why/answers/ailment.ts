import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { line, podRef, type Line } from './answer.ts';
import { at, condition, isReady, number, records, text } from './fields.ts';

/** Why a pod is not doing what it is for, in one line; undefined when it is. */
export function ailmentOf(pod: ApiObject): Line | undefined {
  const name = pod.metadata.name;
  const ref = podRef(pod);
  const phase = text(pod.status, 'phase');
  if (pod.metadata.deletionTimestamp !== undefined) return leaving(pod);
  if (phase === 'Succeeded') return line('ok', 'answer.pod.succeeded', { name }, { ref });
  if (phase === 'Failed') {
    const why = text(pod.status, 'message') || text(pod.status, 'reason') || exitOf(pod);
    return line('blocked', 'answer.pod.failed', { name, why }, { ref });
  }
  const scheduled = condition(pod, 'PodScheduled');
  if (scheduled?.['reason'] === 'SchedulingGated') {
    const gates = records(pod.spec, 'schedulingGates').map((gate) => text(gate, 'name'));
    return line('wait', 'answer.pod.gated', { name, gates: gates.join(', ') }, { ref });
  }
  if (scheduled?.['status'] === 'False')
    return line('blocked', 'answer.pod.unscheduled', { name, why: text(scheduled, 'message') }, { ref });
  if (text(pod.spec, 'nodeName') === '') return line('wait', 'answer.pod.unplaced', { name }, { ref });
  return containerAilment(pod) ?? readinessAilment(pod);
}

function leaving(pod: ApiObject): Line {
  const name = pod.metadata.name;
  const finalizers = pod.metadata.finalizers ?? [];
  const ref = podRef(pod);
  if (finalizers.length > 0)
    return line('wait', 'answer.pod.finalizers', { name, finalizers: finalizers.join(', ') }, { ref });
  const seconds = number(pod.metadata, 'deletionGracePeriodSeconds');
  return line('wait', 'answer.pod.leaving', { name, seconds }, { ref });
}

function exitOf(pod: ApiObject): string {
  for (const status of records(pod.status, 'containerStatuses')) {
    const ended = at(status, 'state', 'terminated');
    if (ended !== undefined && number(ended, 'exitCode') !== 0)
      return `${text(status, 'name')}: ${text(ended, 'reason')} (${number(ended, 'exitCode')})`;
  }
  return '';
}

/** Containers that wait, or that have ended: those that come first hold up the others. */
function containerAilment(pod: ApiObject): Line | undefined {
  const name = pod.metadata.name;
  const ref = podRef(pod);
  const statuses = [...records(pod.status, 'initContainerStatuses'), ...records(pod.status, 'containerStatuses')];
  if (statuses.length === 0)
    return line('wait', 'answer.pod.unstarted', { name, node: text(pod.spec, 'nodeName') }, { ref });
  for (const status of statuses) {
    const container = text(status, 'name');
    const reason = text(status, 'state', 'waiting', 'reason');
    const why = text(status, 'state', 'waiting', 'message');
    if (/ImagePullBackOff|ErrImage|InvalidImageName/.test(reason))
      return line('blocked', 'answer.pod.image', { name, image: text(status, 'image'), why: why || reason }, { ref });
    if (reason === 'CrashLoopBackOff') {
      const last = at(status, 'lastState', 'terminated');
      const params = { name, container, restarts: number(status, 'restartCount'), code: number(last, 'exitCode') };
      const command = `kubectl logs ${name} -c ${container} --previous`;
      return line('blocked', 'answer.pod.crashes', params, { ref, command });
    }
    if (reason === 'ContainerCreating' || reason === 'PodInitializing') continue;
    if (reason !== '') return line('blocked', 'answer.pod.waits', { name, container, reason, why }, { ref });
  }
  const creating = statuses.some((status) => at(status, 'state', 'waiting') !== undefined);
  return creating
    ? line('wait', 'answer.pod.creating', { name, node: text(pod.spec, 'nodeName') }, { ref })
    : undefined;
}

function readinessAilment(pod: ApiObject): Line | undefined {
  if (isReady(pod)) return undefined;
  const name = pod.metadata.name;
  const ref = podRef(pod);
  const late = records(pod.status, 'containerStatuses').find((status) => status['ready'] !== true);
  if (!late) {
    const gate = records(pod.spec, 'readinessGates').find(
      (one) => condition(pod, text(one, 'conditionType'))?.['status'] !== 'True',
    );
    if (gate) return line('wait', 'answer.pod.readinessGate', { name, gate: text(gate, 'conditionType') }, { ref });
    return line('blocked', 'answer.pod.nodeSilent', { name, node: text(pod.spec, 'nodeName') }, { ref });
  }
  const container = text(late, 'name');
  const spec = records(pod.spec, 'containers').find((one) => one['name'] === container);
  if (at(spec, 'startupProbe') !== undefined && late['started'] !== true)
    return line('wait', 'answer.pod.startup', { name, container }, { ref });
  if (at(spec, 'readinessProbe') !== undefined)
    return line('wait', 'answer.pod.readiness', { name, container }, { ref });
  return line('wait', 'answer.pod.notReady', { name, container }, { ref });
}
