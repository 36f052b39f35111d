import { why, type Span, type Trace } from '../../../engine/trace/index.ts';
import type { Mirror, Version } from '../../store/index.ts';
import { isRecord } from '../diff.ts';
import { commitOf } from '../subject.ts';

const REPLICA_SETS = 'replicasets.apps';

/**
 * The deployment controller's decisions about a deployment by a moment, newest first. Each changed the size of a replica
 * set, so they are found in the causes of those revisions.
 */
export function rolloutsOf(trace: Trace, mirror: Mirror, uid: string, time: number, most: number): readonly Span[] {
  const log = mirror.log(REPLICA_SETS);
  const resized: Version[] = [];
  for (let i = log.countAt(time) - 1; i >= 0 && resized.length < most * 3; i--) {
    const version = log.versions[i]!;
    if (version.object && ownerUid(version.object) === uid && wasResized(version)) resized.push(version);
  }
  const spans = new Map<number, Span>();
  for (const version of resized) {
    const commit = commitOf(trace, version);
    const span = commit && why(trace, commit.id, 8).find((record) => record.type === 'span' && isRollout(record));
    if (span?.type === 'span') spans.set(span.id, span);
    if (spans.size === most) break;
  }
  return [...spans.values()];
}

function isRollout({ operation }: Span): boolean {
  return operation === 'rolloutRolling' || operation === 'rolloutRecreate' || operation === 'scale';
}

function wasResized({ object, previous }: Version): boolean {
  return previous?.object !== undefined && replicasOf(object?.spec) !== replicasOf(previous.object.spec);
}

function replicasOf(spec: unknown): unknown {
  return isRecord(spec) ? spec['replicas'] : undefined;
}

function ownerUid(object: Version['object']): string | undefined {
  return object?.metadata.ownerReferences?.find(({ controller }) => controller === true)?.uid;
}

export interface Sum {
  readonly step: 'up' | 'down' | 'other';
  /** The numbers that the controller reckoned with, by upstream's names. */
  readonly arithmetic: Readonly<Record<string, number>>;
  readonly scalings: readonly { readonly replicaSet: string; readonly from: number; readonly to: number }[];
}

export function readRollout(span: Span): Sum {
  const detail = span.detail ?? {};
  const arithmetic: Record<string, number> = {};
  if (isRecord(detail['arithmetic']))
    for (const [name, value] of Object.entries(detail['arithmetic']))
      if (typeof value === 'number') arithmetic[name] = value;
  const scalings = Array.isArray(detail['scalings']) ? detail['scalings'].filter(isRecord) : [];
  return {
    step: detail['step'] === 'scale up new' ? 'up' : detail['step'] === 'scale down old' ? 'down' : 'other',
    arithmetic,
    scalings: scalings.map((one) => ({
      replicaSet: String(one['replicaSet'] ?? ''),
      from: Number(one['from'] ?? 0),
      to: Number(one['to'] ?? 0),
    })),
  };
}
