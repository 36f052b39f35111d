import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { isRecord } from './diff.ts';

/** A condition of a status, whatever kind it is of. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly since: string;
}

export function conditionsOf(object: ApiObject): readonly Condition[] {
  const list = isRecord(object.status) ? object.status['conditions'] : undefined;
  return (Array.isArray(list) ? list.filter(isRecord) : []).map((one) => ({
    type: text(one, 'type'),
    status: text(one, 'status'),
    reason: text(one, 'reason'),
    message: text(one, 'message'),
    since: text(one, 'lastTransitionTime'),
  }));
}

function text(value: unknown, name: string): string {
  const found = isRecord(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : '';
}
