import type { Relation } from '../kind.ts';
import type { ServiceAccount } from './types.ts';

export function serviceAccountRelations(account: ServiceAccount): readonly Relation[] {
  const { namespace } = account.metadata;
  const names = [...(account.secrets ?? []), ...(account.imagePullSecrets ?? [])].map((reference) => reference.name);
  return [...new Set(names)].flatMap((name) =>
    name === undefined ? [] : [{ verb: 'uses', kind: 'Secret', group: '', namespace, name }],
  );
}
