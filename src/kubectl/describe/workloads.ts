import type { IPod } from 'kubernetes-models/v1/Pod';
import { getControllerOf, type ApiObject } from '../../engine/apimachinery/index.ts';
import type { Settings } from './describer.ts';
import { corePath, listAll } from '../rest/list-all.ts';
import type { PrefixWriter } from './prefix-writer.ts';

interface Controller {
  readonly metadata?: { readonly namespace?: string; readonly uid?: string };
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

const PHASES = [
  ['Running', 'Running'],
  ['Pending', 'Waiting'],
  ['Succeeded', 'Succeeded'],
  ['Failed', 'Failed'],
] as const;

/** getPodStatusForController: `2 Running / 1 Waiting / 0 Succeeded / 0 Failed`, of the pods that it controls. */
export async function podsStatus(settings: Settings, { metadata }: Controller, selector: string): Promise<string> {
  const path = corePath('pods', metadata?.namespace ?? '');
  const pods = await listAll<IPod>(settings, path, { labelSelector: selector });
  const own = pods.filter((pod) => getControllerOf(pod as unknown as ApiObject)?.uid === metadata?.uid);
  return PHASES.map(([phase, word]) => `${own.filter((pod) => pod.status?.phase === phase).length} ${word}`).join(
    ' / ',
  );
}

/** Conditions without times and messages, as controllers of pods have them. */
export function shortConditions(conditions: readonly Condition[] | undefined, w: PrefixWriter): void {
  if (conditions === undefined || conditions.length === 0) return;
  w.line(0, 'Conditions:\n  Type\tStatus\tReason');
  w.line(1, '----\t------\t------');
  for (const { type, status, reason } of conditions) w.line(1, `${type} \t${status}\t${reason ?? ''}`);
}
