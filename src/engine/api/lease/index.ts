/** Lease: a heartbeat or a lock, renewed by whoever holds it. */
import { field, type ErrorList } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { plainStrategy } from '../strategies.ts';
import { SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import { leaseRelations } from './relations.ts';
import type { Lease } from './types.ts';

const STRATEGIES = ['OldestEmulationVersion'];

/** ValidateLeaseSpec. pkg/apis/coordination/validation/validation.go */
function checkSpec(errors: ErrorList, { spec }: Lease): void {
  const { leaseDurationSeconds, leaseTransitions, holderIdentity, strategy, preferredHolder } = spec;
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0) {
    errors.push(field.invalid(SPEC.child('leaseDurationSeconds'), leaseDurationSeconds, 'must be greater than 0'));
  }
  if (leaseTransitions !== undefined && leaseTransitions < 0) {
    const why = 'must be greater than or equal to 0';
    errors.push(field.invalid(SPEC.child('leaseTransitions'), leaseTransitions, why));
  }
  if (holderIdentity === '') errors.push(field.invalid(SPEC.child('holderIdentity'), '', 'must not be empty'));
  if (strategy !== undefined && !strategy.includes('/') && !STRATEGIES.includes(strategy)) {
    errors.push(field.notSupported(SPEC.child('strategy'), strategy, STRATEGIES));
  }
  if (preferredHolder !== undefined && preferredHolder !== '' && (strategy === undefined || strategy === '')) {
    const why = 'may only be specified when `strategy` is defined';
    errors.push(field.forbidden(SPEC.child('preferredHolder'), why));
  }
}

export const leaseKind: Kind<Lease> = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  resource: 'leases',
  singular: 'lease',
  shortNames: [],
  categories: [],
  namespaced: true,
  defaults: (lease) => (lease.spec === undefined ? { ...lease, spec: {} } : lease),
  strategy: plainStrategy<Lease>({
    validate(lease) {
      const errors = validateMeta(lease.metadata, true);
      checkSpec(errors, lease);
      return errors;
    },
    validateUpdate(lease, old) {
      const errors = validateMetaUpdate(lease.metadata, old.metadata);
      checkSpec(errors, lease);
      return errors;
    },
    allowCreateOnUpdate: true,
    allowUnconditionalUpdate: false,
  }),
  subresources: {},
  printer: {
    columns: [NAME, column('Holder', 'Who holds the lease.'), AGE],
    cells: (lease, now) => [lease.metadata.name, lease.spec.holderIdentity ?? '', age(lease, now)],
  },
  relations: leaseRelations,
  patchMeta: METADATA_PATCH_META,
};
