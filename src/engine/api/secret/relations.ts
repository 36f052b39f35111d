import type { Relation } from '../kind.ts';
import type { Secret } from './types.ts';

const ACCOUNT_NAME = 'kubernetes.io/service-account.name';

export function secretRelations(secret: Secret): readonly Relation[] {
  const name = secret.metadata.annotations?.[ACCOUNT_NAME];
  if (name === undefined) return [];
  return [{ verb: 'belongs-to', kind: 'ServiceAccount', group: '', namespace: secret.metadata.namespace, name }];
}
