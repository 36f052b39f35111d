/** ServiceAccount: who a pod is when it talks to the API server. */
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { SERVICE_ACCOUNT_PATCH_META } from '../patch-meta.ts';
import { plainStrategy } from '../strategies.ts';
import { validateMeta, validateMetaUpdate } from '../validate.ts';
import { serviceAccountRelations } from './relations.ts';
import type { ServiceAccount } from './types.ts';

export const serviceAccountKind: Kind<ServiceAccount> = {
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  resource: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  categories: [],
  namespaced: true,
  defaults: (account) => account,
  strategy: plainStrategy<ServiceAccount>({
    validate: (account) => validateMeta(account.metadata, true),
    validateUpdate: (account, old) => [
      ...validateMetaUpdate(account.metadata, old.metadata),
      ...validateMeta(account.metadata, true),
    ],
  }),
  subresources: { others: ['token'] },
  printer: {
    columns: [NAME, column('Secrets', 'How many secrets the account may use.'), AGE],
    cells: (account, now) => [account.metadata.name, account.secrets?.length ?? 0, age(account, now)],
  },
  relations: serviceAccountRelations,
  patchMeta: SERVICE_ACCOUNT_PATCH_META,
};
