/**
 * ResourceQuota: what a namespace may hold in all. An object that would cost more than is left is refused; one that fits is
 * charged to the quota's status before it is stored, so that two API servers cannot both give away the last of it. What is
 * deleted is given back by the quota controller. apiserver/pkg/admission/plugin/resourcequota
 */
import { newForbidden, type ApiObject } from '../../../apimachinery/index.ts';
import {
  addAmounts,
  amountsOf,
  exceeding,
  maskAmounts,
  matchesScopes,
  missingFor,
  positiveAmounts,
  printAmounts,
  resourceListOf,
  subtractAmounts,
  usageOf,
  type Amounts,
  type QuotaScopes,
} from '../../../api/quota/index.ts';
import type { Pod } from '../../../api/pod/types.ts';
import type { ResourceList } from '../../../api/wire.ts';
import type { Task } from '../../../sim/index.ts';
import type { Attributes, Plugin, World } from '../plugin.ts';

interface QuotaLike extends ApiObject {
  readonly spec: QuotaScopes & { readonly hard?: ResourceList };
  readonly status: { readonly hard?: ResourceList; readonly used?: ResourceList };
}

export const resourceQuota: Plugin = {
  name: 'ResourceQuota',
  handles: ({ operation, subresource, namespace }) =>
    namespace !== undefined &&
    (operation === 'CREATE' || operation === 'UPDATE') &&
    (subresource === undefined || subresource === 'resize'),
  validate: (attributes, world) => {
    const quotas = world.list('', 'resourcequotas', attributes.namespace) as readonly QuotaLike[];
    if (quotas.length === 0) return;
    const delta = positiveAmounts(costOf(attributes, world.now()));
    if (delta.size === 0) return;
    const charged = quotas.filter((quota) => concerns(quota, attributes, delta));
    const { waits, namespace, oldObject } = attributes;
    const keyOf = ({ metadata }: QuotaLike): string =>
      `quota ${metadata.name} ${oldObject?.metadata.uid ?? ''} ${printAmounts(delta)}`;
    // What has been charged for this request is in the quota's usage by now, and must not be counted twice.
    for (const quota of charged) if (!waits.has(keyOf(quota))) check(quota, attributes, delta);
    if (attributes.dryRun) return;
    for (const quota of charged) {
      waits.answer(keyOf(quota), () => charge(world, attributes, namespace, quota.metadata.name, delta));
    }
  },
};

/** What the request adds. An update costs the difference. */
function costOf({ kind, object, oldObject }: Attributes, now: number): Amounts {
  const cost = usageOf(kind, object!, now);
  return oldObject ? subtractAmounts(cost, usageOf(kind, oldObject, now)) : cost;
}

function concerns(quota: QuotaLike, { kind, object }: Attributes, delta: Amounts): boolean {
  if (!matchesScopes(quota.spec, kind.group === '' ? kind.resource : '', object!)) return false;
  const hard = amountsOf(quota.status.hard ?? quota.spec.hard);
  if (kind.group === '' && kind.resource === 'pods' && missingFor(hard, object as Pod) !== undefined) return true;
  return maskAmounts(delta, hard).size > 0;
}

/** checkRequest, against what is known without asking etcd. */
function check(quota: QuotaLike, attributes: Attributes, delta: Amounts): Amounts {
  const { kind, name, object } = attributes;
  const hard = amountsOf(quota.status.hard ?? quota.spec.hard);
  const refuse = (text: string): Error => newForbidden(kind, name, text);
  if (kind.group === '' && kind.resource === 'pods' && attributes.operation === 'CREATE') {
    const missing = missingFor(hard, object as Pod);
    if (missing !== undefined) throw refuse(`failed quota: ${quota.metadata.name}: ${missing}`);
  }
  const requested = maskAmounts(delta, hard);
  const used = amountsOf(quota.status.used);
  const unknown = [...requested.keys()].filter((resource) => !used.has(resource)).sort();
  if (unknown.length > 0) {
    throw refuse(`status unknown for quota: ${quota.metadata.name}, resources: ${unknown.join(',')}`);
  }
  const next = addAmounts(used, requested);
  const exceeded = exceeding(maskAmounts(next, requested), hard);
  if (exceeded.size > 0) {
    const part = (amounts: Amounts): string => printAmounts(maskAmounts(amounts, exceeded));
    const text = `requested: ${part(requested)}, used: ${part(used)}, limited: ${part(hard)}`;
    throw refuse(`exceeded quota: ${quota.metadata.name}, ${text}`);
  }
  return next;
}

/** Writes the new usage into the quota, unless somebody else has used up what was left meanwhile. */
function* charge(
  world: World,
  attributes: Attributes,
  namespace: string | undefined,
  name: string,
  delta: Amounts,
): Task<boolean> {
  yield* world.update('', 'resourcequotas', namespace, name, (current) => {
    const quota = current as QuotaLike;
    const used = resourceListOf(check(quota, attributes, delta));
    return { ...quota, status: { ...quota.status, used } };
  });
  return true;
}
