import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { isRecord } from './diff.ts';

/** A container of a pod, as it is told in the State tab. */
export interface ContainerLine {
  readonly name: string;
  readonly init: boolean;
  readonly image: string;
  /** In kubectl's words: `Running`, `CrashLoopBackOff`, `Completed`. */
  readonly state: string;
  readonly message: string;
  readonly ready: boolean;
  readonly restarts: number;
}

export function containersOf(pod: ApiObject): readonly ContainerLine[] {
  const lines: ContainerLine[] = [];
  for (const [field, statuses, init] of [
    ['initContainers', 'initContainerStatuses', true],
    ['containers', 'containerStatuses', false],
  ] as const) {
    const known = recordsIn(pod.status, statuses);
    for (const container of recordsIn(pod.spec, field)) {
      const status = known.find((one) => one['name'] === container['name']);
      lines.push({ ...stateOf(status), name: text(container, 'name'), image: text(container, 'image'), init });
    }
  }
  return lines;
}

function recordsIn(value: unknown, name: string): readonly Readonly<Record<string, unknown>>[] {
  const list = isRecord(value) ? value[name] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function stateOf(status: Readonly<Record<string, unknown>> | undefined) {
  const state = isRecord(status?.['state']) ? status['state'] : {};
  const name = Object.keys(state)[0] ?? 'waiting';
  const inside = state[name];
  const reason = text(inside, 'reason');
  const word = reason !== '' ? reason : name.slice(0, 1).toUpperCase() + name.slice(1);
  return {
    state: word,
    message: text(inside, 'message'),
    ready: status?.['ready'] === true,
    restarts: Number(status?.['restartCount'] ?? 0),
  };
}

function text(value: unknown, name: string): string {
  const found = isRecord(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : '';
}
