import type { Relation } from '../kind.ts';
import type { APIService } from './types.ts';

export function apiServiceRelations({ spec: { service } }: APIService): readonly Relation[] {
  return service === undefined
    ? []
    : [{ verb: 'served-by', kind: 'Service', group: '', namespace: service.namespace, name: service.name }];
}
