/** ServiceCIDR: a network from which Services get their addresses. */
import { field, isValidCIDR, tryParseCIDR, validateImmutableField, type ErrorList } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { CONDITIONS_PATCH_META, METADATA_PATCH_META } from '../patch-meta.ts';
import { specStrategy, updateStatus } from '../strategies.ts';
import { SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { ServiceCIDR, ServiceCIDRStatus } from './types.ts';

const CIDRS = SPEC.child('cidrs');
const NEW_STATUS: ServiceCIDRStatus = {};

function defaults(cidr: ServiceCIDR): ServiceCIDR {
  if (cidr.spec !== undefined && cidr.status !== undefined) return cidr;
  return { ...cidr, spec: cidr.spec ?? {}, status: cidr.status ?? NEW_STATUS };
}

/** ValidateServiceCIDR. pkg/apis/networking/validation/validation.go */
function validate({ metadata, spec }: ServiceCIDR): ErrorList {
  const errors = validateMeta(metadata, false);
  const { cidrs = [] } = spec;
  if (cidrs.length === 0) errors.push(field.required(CIDRS, 'at least one CIDR required'));
  else if (cidrs.length > 2) errors.push(field.invalid(CIDRS, spec, 'may only hold up to 2 values'));
  else if (cidrs.length === 2 && new Set(cidrs.map((cidr) => tryParseCIDR(cidr)?.ip.family)).size < 2) {
    const why = 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64';
    errors.push(field.invalid(CIDRS, spec, why));
  } else cidrs.forEach((cidr, i) => errors.push(...isValidCIDR(CIDRS.index(i), cidr)));
  return errors;
}

function validateUpdate(cidr: ServiceCIDR, old: ServiceCIDR): ErrorList {
  const errors = validateMetaUpdate(cidr.metadata, old.metadata);
  errors.push(...validateImmutableField(cidr.spec.cidrs, old.spec.cidrs, CIDRS));
  return errors;
}

export const serviceCIDRKind: Kind<ServiceCIDR> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'ServiceCIDR',
  resource: 'servicecidrs',
  singular: 'servicecidr',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults,
  strategy: specStrategy<ServiceCIDR>({ newStatus: NEW_STATUS, validate, validateUpdate }),
  subresources: {
    status: {
      prepareForUpdate: updateStatus,
      validateUpdate: (cidr, old) => validateMetaUpdate(cidr.metadata, old.metadata),
    },
  },
  printer: {
    columns: [NAME, column('CIDRs', 'The networks, one of a family at most.'), AGE],
    cells: (cidr, now) => [cidr.metadata.name, (cidr.spec.cidrs ?? []).join(','), age(cidr, now)],
  },
  relations: () => [],
  patchMeta: { ...METADATA_PATCH_META, ...CONDITIONS_PATCH_META },
};
