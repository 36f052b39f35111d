/**
 * ResourceClaim: devices that somebody asks for, and those that were given. Different from the real thing: admin access is
 * not tied to the label of the namespace.
 */
import { validateImmutableField, type ErrorList } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { plainStrategy, updateStatus, withStatus } from '../strategies.ts';
import { SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import { checkClaimSpec, defaultClaimSpec } from './spec.ts';
import { resourceClaimRelations } from './relations.ts';
import { validateClaimStatusUpdate, withoutDeallocated } from './status.ts';
import type { ResourceClaim } from './types.ts';

function defaults(claim: ResourceClaim): ResourceClaim {
  const spec = defaultClaimSpec(claim.spec ?? {});
  const status = claim.status ?? {};
  return spec === claim.spec && status === claim.status ? claim : { ...claim, spec, status };
}

function validate(claim: ResourceClaim): ErrorList {
  const errors = validateMeta(claim.metadata, true);
  checkClaimSpec(errors, SPEC, claim.spec);
  return errors;
}

function validateUpdate(claim: ResourceClaim, old: ResourceClaim): ErrorList {
  const errors = validateMetaUpdate(claim.metadata, old.metadata);
  errors.push(...validateImmutableField(claim.spec, old.spec, SPEC));
  return errors;
}

/** resourceClaimState: `allocated,reserved` */
function stateText({ metadata, status }: ResourceClaim): string {
  const states: string[] = [];
  const deleted = metadata.deletionTimestamp !== undefined;
  if (deleted) states.push('deleted');
  if (status.allocation !== undefined) {
    states.push('allocated');
    if ((status.reservedFor ?? []).length > 0) states.push('reserved');
  } else if (!deleted) states.push('pending');
  return states.join(',');
}

export const resourceClaimKind: Kind<ResourceClaim> = {
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'ResourceClaim',
  resource: 'resourceclaims',
  singular: 'resourceclaim',
  shortNames: [],
  categories: [],
  namespaced: true,
  defaults,
  strategy: plainStrategy<ResourceClaim>({
    prepareForCreate: (claim) => withStatus(claim, {}),
    validate,
    prepareForUpdate: (claim, old) => withStatus(claim, old.status),
    validateUpdate,
  }),
  subresources: {
    status: {
      prepareForUpdate: (claim, old) => withoutDeallocated(updateStatus(claim, old), old),
      validateUpdate: validateClaimStatusUpdate,
    },
  },
  printer: {
    columns: [NAME, column('State', 'A summary of the current state (allocated, pending, reserved, etc.).'), AGE],
    cells: (claim, now) => [claim.metadata.name, stateText(claim), age(claim, now)],
  },
  relations: resourceClaimRelations,
  patchMeta: { ...METADATA_PATCH_META, 'status.reservedFor': { strategy: 'merge', mergeKey: 'uid' } },
};
