import type { IPod } from 'kubernetes-models/v1/Pod';
import { getControllerOf, isNotFound, tryParseTime, type ApiObject } from '../../../engine/apimachinery/index.ts';
import { listAll } from '../../rest/list-all.ts';
import type { Rest } from '../../rest/types.ts';

/** What a drain may do (kubectl/pkg/drain/drain.go, Helper). */
export interface DrainRules {
  readonly force: boolean;
  readonly ignoreDaemonSets: boolean;
  readonly deleteEmptyDirData: boolean;
  readonly podSelector: string;
  readonly chunkSize: number;
  /** Seconds; 0: pods that are being deleted are waited for however long that takes. */
  readonly skipWaitForDeleteTimeout: number;
}

/** Whether a pod goes, and what is to be said of it. */
export interface Verdict {
  readonly remove: boolean;
  readonly warning?: string;
  readonly error?: string;
}

export interface Judged {
  readonly pod: IPod;
  readonly verdict: Verdict;
}

const MIRROR = 'kubernetes.io/config.mirror';
const OKAY: Verdict = { remove: true };
const SKIP: Verdict = { remove: false };

function refused(error: string): Verdict {
  return { remove: false, error };
}

function finished({ status }: IPod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

export function podName({ metadata }: IPod): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}

/** Whether its deletion began so long ago that nobody waits for it any more. */
export function isLeftBehind({ metadata }: IPod, seconds: number, now: number): boolean {
  const leaving = metadata?.deletionTimestamp;
  if (seconds <= 0 || leaving == null) return false;
  return Math.trunc((now - (tryParseTime(leaving) ?? now)) / 1_000_000) > seconds;
}

/** daemonSetFilter: its daemon set would make another at once, whatever is scheduled. */
async function ofDaemonSet(rest: Rest, pod: IPod, rules: DrainRules): Promise<Verdict> {
  const controller = getControllerOf(pod as unknown as ApiObject);
  if (controller?.kind !== 'DaemonSet' || finished(pod)) return OKAY;
  const namespace = encodeURIComponent(pod.metadata?.namespace ?? '');
  try {
    await rest.get(`/apis/apps/v1/namespaces/${namespace}/daemonsets/${encodeURIComponent(controller.name)}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return isNotFound(error) && rules.force ? { remove: true, warning: reason } : refused(reason);
  }
  if (!rules.ignoreDaemonSets) return refused('DaemonSet-managed Pods (use --ignore-daemonsets to ignore)');
  return { remove: false, warning: 'ignoring DaemonSet-managed Pods' };
}

function withLocalStorage(pod: IPod, rules: DrainRules): Verdict {
  if (!(pod.spec?.volumes ?? []).some(({ emptyDir }) => emptyDir !== undefined) || finished(pod)) return OKAY;
  if (!rules.deleteEmptyDirData) {
    return refused('Pods with local storage (use --delete-emptydir-data to override)');
  }
  return { remove: true, warning: 'deleting Pods with local storage' };
}

function ofNobody(pod: IPod, rules: DrainRules): Verdict {
  if (finished(pod) || getControllerOf(pod as unknown as ApiObject) !== undefined) return OKAY;
  if (rules.force) return { remove: true, warning: 'deleting Pods that declare no controller' };
  return refused('cannot delete Pods that declare no controller (use --force to override)');
}

/** Every filter's word replaces that of the one before, so only the last of the warnings is heard, as upstream. */
async function judge(rest: Rest, pod: IPod, rules: DrainRules, now: number): Promise<Verdict> {
  if (isLeftBehind(pod, rules.skipWaitForDeleteTimeout, now)) return SKIP;
  const daemon = await ofDaemonSet(rest, pod, rules);
  if (!daemon.remove) return daemon;
  if (pod.metadata?.annotations?.[MIRROR] !== undefined) return SKIP;
  const local = withLocalStorage(pod, rules);
  return local.remove ? ofNobody(pod, rules) : local;
}

/** GetPodsForDeletion. */
export async function judgedPods(rest: Rest, node: string, rules: DrainRules, now: number): Promise<readonly Judged[]> {
  const pods = await listAll<IPod>({ rest, chunkSize: rules.chunkSize }, '/api/v1/pods', {
    labelSelector: rules.podSelector === '' ? undefined : rules.podSelector,
    fieldSelector: `spec.nodeName=${node}`,
  });
  const judged: Judged[] = [];
  for (const pod of pods) judged.push({ pod, verdict: await judge(rest, pod, rules, now) });
  return judged;
}

function byMessage(judged: readonly Judged[], pick: (verdict: Verdict) => string | undefined): string[] {
  const named = new Map<string, string[]>();
  for (const { pod, verdict } of judged) {
    const message = pick(verdict);
    if (message !== undefined) named.set(message, [...(named.get(message) ?? []), podName(pod)]);
  }
  return [...named].map(([message, names]) => `${message}: ${names.join(', ')}`);
}

export function warningsOf(judged: readonly Judged[]): string {
  return byMessage(judged, ({ warning }) => warning).join('; ');
}

export function errorsOf(judged: readonly Judged[]): string[] {
  return byMessage(judged, ({ error }) => error).map((text) => `cannot delete ${text}`);
}
