import type { ILimitRange } from 'kubernetes-models/v1/LimitRange';
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import type { IResourceQuota } from 'kubernetes-models/v1/ResourceQuota';
import { isNotFound } from '../../engine/apimachinery/index.ts';
import { corePath, listAll } from '../rest/list-all.ts';
import { describing, type Settings } from './describer.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { describeLimitRanges, describeQuotas } from './quota.ts';
import { rfc1123z } from './text.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime?: string | null;
  readonly reason?: string;
  readonly message?: string;
}

/** Conditions with the time of their last transition, as namespaces and service CIDRs have them. */
export function timedConditions(conditions: readonly Condition[], w: PrefixWriter): void {
  w.line(0, 'Conditions:');
  w.line(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage');
  w.line(1, '----\t------\t------------------\t------\t-------');
  for (const { type, status, lastTransitionTime, reason, message } of conditions) {
    w.line(1, `${type}\t${status}\t${rfc1123z(lastTransitionTime)}\t${reason ?? ''}\t${message ?? ''}`);
  }
}

/** Undefined where the server does not know of such a thing. */
async function served<T>(settings: Settings, resource: string, namespace: string): Promise<T[] | undefined> {
  try {
    return await listAll<T>(settings, corePath(resource, namespace));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

export const namespaceDescriber = describing<INamespace>(async ({ metadata, status }, settings, { name }) => {
  const quotas = await served<IResourceQuota>(settings, 'resourcequotas', name);
  const ranges = await served<ILimitRange>(settings, 'limitranges', name);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, `Status:\t${status?.phase ?? ''}`);
    if ((status?.conditions ?? []).length > 0) timedConditions(status?.conditions ?? [], w);
    if (quotas !== undefined) {
      w.line(0, '');
      describeQuotas(quotas, w);
    }
    if (ranges !== undefined) {
      w.line(0, '');
      describeLimitRanges(ranges, w);
    }
  };
});
