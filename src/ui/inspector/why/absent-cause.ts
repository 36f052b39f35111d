import {
  lastStartedBy,
  startOf,
  why,
  type Commit,
  type Span,
  type Trace,
  type TraceRecord,
} from '../../../engine/trace/index.ts';
import type { Mirror } from '../../store/index.ts';
import { isRecord } from '../diff.ts';
import { commitOf, versionAt } from '../subject.ts';
import { componentOf, hostOf, isHand } from './chain.ts';

const SECOND = 1_000_000;
/** A person's act older than this is no longer taken for what a silence is about. */
const MEMORY = 900 * SECOND;
/** How long after an act on a pod its kubelet may take to notice. */
const NOTICES_WITHIN = 60 * SECOND;
const LOOK_BACK = 400_000;

/** Where a chain of causes ends. */
export type Origin =
  | { readonly type: 'person'; readonly record: TraceRecord }
  /** Nobody asked: a component acts at its own time. */
  | { readonly type: 'clock'; readonly record: TraceRecord }
  /** It acts because something did not come; `act` is the last thing done to what fell silent. */
  | { readonly type: 'absence'; readonly record: TraceRecord; readonly node: string; readonly act: Span | undefined }
  /** It saw for itself that something had changed; `act` is the last thing done to it. */
  | { readonly type: 'noticed'; readonly record: TraceRecord; readonly act: Span }
  /** It looks after a pod that it was given earlier; `commit` is the last time somebody else changed what is wanted of it. */
  | { readonly type: 'standing'; readonly record: TraceRecord; readonly pod: string; readonly commit: Commit }
  /** The trace no longer has the record before this one. */
  | { readonly type: 'forgotten'; readonly record: TraceRecord };

const ACTS_ON_SILENCE = new Set(['tryUpdateNodeHealth', 'SwapNodeControllerTaint', 'handleDisruption']);

/** Why the oldest record of a chain came to be. A pure function of the trace. */
export function originOf(trace: Trace, mirror: Mirror, root: TraceRecord): Origin {
  if (root.cause > 0) return { type: 'forgotten', record: root };
  if (isHand(root) || personsHop(root)) return { type: 'person', record: root };
  if (root.type === 'span' && ACTS_ON_SILENCE.has(root.operation)) {
    const node = root.key;
    return {
      type: 'absence',
      record: root,
      node,
      act: lastActOn(trace, root, MEMORY, (act) => touchesNode(act, node)),
    };
  }
  const who = root.type === 'hop' ? root.from : root.process;
  if (componentOf(who) === 'kubelet' || componentOf(who) === 'containerd') {
    const pod = podOf(root);
    const host = hostOf(who);
    const act = lastActOn(trace, root, NOTICES_WITHIN, (one) => one.key === pod || touchesNode(one, host));
    if (act) return { type: 'noticed', record: root, act };
    const commit = lastWantedOf(trace, mirror, pod, startOf(root));
    if (commit) return { type: 'standing', record: root, pod: pod.slice(pod.indexOf('/') + 1), commit };
  }
  return { type: 'clock', record: root };
}

function personsHop(root: TraceRecord): boolean {
  const who = root.type === 'hop' ? root.from : root.process;
  return componentOf(who) === 'kubectl';
}

function podOf(root: TraceRecord): string {
  if (root.type === 'hop') return `${root.label.namespace ?? ''}/${root.label.name ?? ''}`;
  return root.key;
}

/** `node-down worker-2`, `process-crash kubelet@worker-2`, `partition worker-2 control-plane-1`. */
function touchesNode(act: Span, node: string): boolean {
  return act.key.split(/[ @]/).includes(node);
}

function lastActOn(trace: Trace, root: TraceRecord, memory: number, about: (act: Span) => boolean): Span | undefined {
  const since = startOf(root) - memory;
  const from = Math.min(root.id, lastStartedBy(trace, startOf(root)));
  const stop = Math.max(trace.first, from - LOOK_BACK);
  for (let id = from; id >= stop; id--) {
    const record = trace.get(id);
    if (!record || startOf(record) < since) return undefined;
    if (isHand(record) && about(record)) return record;
  }
  return undefined;
}

/** The revision that last changed what is wanted of a pod: that placed it on its node, or asked for its end. */
function lastWantedOf(trace: Trace, mirror: Mirror, pod: string, time: number): Commit | undefined {
  const slash = pod.indexOf('/');
  const ref = { resource: 'pods', namespace: pod.slice(0, Math.max(0, slash)), name: pod.slice(slash + 1) };
  for (let version = versionAt(mirror, ref, time); version?.object; version = version.previous) {
    const before = version.previous?.object;
    const isPlaced = isRecord(version.object.spec) && version.object.spec['nodeName'] !== undefined;
    const wasPlaced = isRecord(before?.spec) && before.spec['nodeName'] !== undefined;
    const isLeaving = version.object.metadata.deletionTimestamp !== undefined;
    if ((isLeaving && before?.metadata.deletionTimestamp === undefined) || (isPlaced && !wasPlaced))
      return commitOf(trace, version);
  }
  return undefined;
}

/** A chain of causes, the origin of its oldest record, and how it goes on before that where no message connects. */
export interface Story {
  readonly origin: Origin;
  readonly chain: readonly TraceRecord[];
}

const MOST_PARTS = 12;

/** The story behind a record, oldest part first. With `whole`, what stood before each silent beginning is told too. */
export function storyOf(trace: Trace, mirror: Mirror, anchor: TraceRecord, whole: boolean): readonly Story[] {
  const stories: Story[] = [];
  for (let at: TraceRecord | undefined = anchor; at && stories.length < MOST_PARTS;) {
    const chain: TraceRecord[] = why(trace, at.id).reverse();
    const origin = originOf(trace, mirror, chain[0] ?? at);
    stories.unshift({ origin, chain });
    at = whole && origin.type === 'standing' ? origin.commit : undefined;
  }
  return stories;
}
