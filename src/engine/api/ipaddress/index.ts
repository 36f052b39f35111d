/** IPAddress: one address of the service network that is taken, and what has taken it. */
import {
  field,
  isDNS1123Subdomain,
  isValidIP,
  validateImmutableField,
  type ErrorList,
} from '../../apimachinery/index.ts';
import { column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { plainStrategy } from '../strategies.ts';
import { checkPathSegment } from '../typed-reference.ts';
import { rejectEach, SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import { ipAddressRelations } from './relations.ts';
import type { IPAddress } from './types.ts';

const PARENT = SPEC.child('parentRef');

function ipAddressName(name: string): readonly string[] {
  return isValidIP(undefined, name).map(({ detail }) => detail);
}

/** validateIPAddressParentReference. pkg/apis/networking/validation/validation.go */
function validate(address: IPAddress): ErrorList {
  const errors = validateMeta(address.metadata, false, ipAddressName);
  const { parentRef } = address.spec;
  if (parentRef === undefined) {
    errors.push(field.required(PARENT));
    return errors;
  }
  const { group = '', resource, name, namespace = '' } = parentRef;
  if (group !== '') rejectEach(errors, PARENT.child('group'), group, isDNS1123Subdomain(group));
  checkPathSegment(errors, PARENT.child('resource'), resource, '');
  checkPathSegment(errors, PARENT.child('name'), name, '');
  if (namespace !== '') checkPathSegment(errors, PARENT.child('namespace'), namespace, '');
  return errors;
}

function validateUpdate(address: IPAddress, old: IPAddress): ErrorList {
  const errors = validateMetaUpdate(address.metadata, old.metadata);
  errors.push(...validateImmutableField(address.spec.parentRef, old.spec.parentRef, PARENT));
  return errors;
}

/** `services/default/kubernetes` */
function parentText({ spec: { parentRef } }: IPAddress): string {
  if (parentRef === undefined) return '<none>';
  const { group = '', resource, name, namespace = '' } = parentRef;
  const what = (group === '' ? resource : `${resource}.${group}`).toLowerCase();
  return namespace === '' ? `${what}/${name}` : `${what}/${namespace}/${name}`;
}

export const ipAddressKind: Kind<IPAddress> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IPAddress',
  resource: 'ipaddresses',
  singular: 'ipaddress',
  shortNames: ['ip'],
  categories: [],
  namespaced: false,
  defaults: (address) => (address.spec === undefined ? { ...address, spec: {} as IPAddress['spec'] } : address),
  strategy: plainStrategy<IPAddress>({ validate, validateUpdate }),
  subresources: {},
  printer: {
    columns: [NAME, column('ParentRef', 'The object that has this address.')],
    cells: (address) => [address.metadata.name, parentText(address)],
  },
  relations: ipAddressRelations,
  patchMeta: METADATA_PATCH_META,
};
