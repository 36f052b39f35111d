import type { ILimitRange, IResourceQuota } from 'kubernetes-models/v1';
import { parseQuantity, type ApiObject } from '../../../engine/apimachinery/index.ts';

/** One limit of a quota: how much of it is used. */
export interface Bar {
  readonly quota: ApiObject;
  /** `requests.cpu`, `pods`. */
  readonly what: string;
  readonly used: string;
  readonly hard: string;
  /** 0…1 */
  readonly share: number;
}

/** The fullest first: what will be refused next. */
export function barsOf(quotas: readonly ApiObject[]): readonly Bar[] {
  return quotas
    .flatMap((quota) => {
      const spec: NonNullable<IResourceQuota['spec']> = quota.spec ?? {};
      const status: NonNullable<IResourceQuota['status']> = quota.status ?? {};
      return Object.entries(status.hard ?? spec.hard ?? {}).map(([what, hard]): Bar => {
        const used = status.used?.[what] ?? '0';
        const most = amount(hard);
        return {
          quota,
          what,
          used: String(used),
          hard: String(hard),
          share: most === 0 ? 1 : Math.min(1, amount(used) / most),
        };
      });
    })
    .toSorted((a, b) => b.share - a.share || (a.what < b.what ? -1 : 1));
}

function amount(quantity: unknown): number {
  try {
    return parseQuantity(String(quantity)).asApproximateFloat64();
  } catch {
    // A quota that the API server would not have let pass: it counts as nothing.
    return 0;
  }
}

/** `cpu 500m · memory 256Mi`: what a container gets that asks for nothing; '' when the range says none. */
export function defaultsOf(range: ApiObject): string {
  const spec = range.spec as ILimitRange['spec'];
  const container = spec?.limits.find(({ type }) => type === 'Container');
  const given = container?.defaultRequest ?? container?.default ?? {};
  return Object.entries(given)
    .map(([what, value]) => `${what} ${String(value)}`)
    .join(' · ');
}
