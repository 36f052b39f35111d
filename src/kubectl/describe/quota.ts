import type { ILimitRange } from 'kubernetes-models/v1/LimitRange';
import type { IResourceQuota } from 'kubernetes-models/v1/ResourceQuota';
import { compareStrings, newQuantity, sortedKeys } from '../../engine/apimachinery/index.ts';
import { describing } from './describer.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { quantity } from './text.ts';

const SCOPES: ReadonlyMap<string, string> = new Map([
  [
    'Terminating',
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  ],
  [
    'NotTerminating',
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  ],
  [
    'BestEffort',
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  ],
  [
    'NotBestEffort',
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
  ],
]);

function describeScopes({ spec }: IResourceQuota, level: number, bullet: string, w: PrefixWriter): void {
  const scopes = [...(spec?.scopes ?? [])].sort(compareStrings);
  if (scopes.length === 0) return;
  w.line(level, `Scopes:\t${scopes.join(', ')}`);
  for (const scope of scopes) {
    const help = SCOPES.get(scope);
    if (help !== undefined) w.line(level, `${bullet}${help}`);
  }
}

/** DescribeResourceQuotas: all of a namespace. */
export function describeQuotas(quotas: readonly IResourceQuota[], w: PrefixWriter): void {
  if (quotas.length === 0) {
    w.line(0, 'No resource quota.');
    return;
  }
  w.line(0, 'Resource Quotas');
  const byName = [...quotas].sort((a, b) => compareStrings(a.metadata?.name ?? '', b.metadata?.name ?? ''));
  for (const quota of byName) {
    w.line(1, `Name:\t${quota.metadata?.name ?? ''}`);
    describeScopes(quota, 1, '* ', w);
    w.line(1, 'Resource\tUsed\tHard');
    w.line(1, '--------\t---\t---');
    const { hard, used } = quota.status ?? {};
    for (const name of sortedKeys(hard)) {
      w.line(1, `${name}\t${quantity(used?.[name]).toString()}\t${quantity(hard?.[name]).toString()}`);
    }
  }
}

/** describeQuota: what is used is told in the format of what may be. */
export const resourceQuotaDescriber = describing<IResourceQuota>(async (quota) => (w) => {
  w.line(0, `Name:\t${quota.metadata?.name ?? ''}`);
  w.line(0, `Namespace:\t${quota.metadata?.namespace ?? ''}`);
  describeScopes(quota, 0, ' * ', w);
  w.line(0, 'Resource\tUsed\tHard');
  w.line(0, '--------\t----\t----');
  const { hard, used } = quota.status ?? {};
  for (const name of sortedKeys(hard)) {
    const most = quantity(hard?.[name]);
    const taken = quantity(used?.[name]);
    const shown = most.format === taken.format ? taken : newQuantity(taken.value(), most.format);
    w.line(0, `${name}\t${shown.toString()}\t${most.toString()}`);
  }
});

type Limits = NonNullable<ILimitRange['spec']>['limits'];

function describeLimits(limits: Limits, indent: string, w: PrefixWriter): void {
  for (const item of limits) {
    const columns = [item.min, item.max, item.defaultRequest, item.default, item.maxLimitRequestRatio];
    const names = new Set(columns.flatMap((amounts) => Object.keys(amounts ?? {})));
    for (const name of [...names].sort(compareStrings)) {
      const cells = columns.map((amounts) => {
        const amount = amounts !== undefined && Object.hasOwn(amounts, name) ? amounts[name] : undefined;
        return amount === undefined ? '-' : quantity(amount).toString();
      });
      w.line(0, `${indent}${item.type}\t${name}\t${cells.join('\t')}`);
    }
  }
}

const LIMIT_TITLES = 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio';
const LIMIT_RULES = '----\t--------\t---\t---\t---------------\t-------------\t-----------------------';

/** DescribeLimitRanges: all of a namespace. */
export function describeLimitRanges(ranges: readonly ILimitRange[], w: PrefixWriter): void {
  if (ranges.length === 0) {
    w.line(0, 'No LimitRange resource.');
    return;
  }
  w.line(0, `Resource Limits\n ${LIMIT_TITLES}`);
  w.line(0, ` ${LIMIT_RULES}`);
  for (const { spec } of ranges) describeLimits(spec?.limits ?? [], ' ', w);
}

/** describeLimitRange. Upstream lists the resources of an item in no certain order; here they are sorted. */
export const limitRangeDescriber = describing<ILimitRange>(async ({ metadata, spec }) => (w) => {
  w.line(0, `Name:\t${metadata?.name ?? ''}`);
  w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
  w.line(0, LIMIT_TITLES);
  w.line(0, LIMIT_RULES);
  describeLimits(spec?.limits ?? [], '', w);
});
