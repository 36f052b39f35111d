import {
  field,
  FieldError,
  isValidCIDR,
  isValidLabelValue,
  validateLabelName,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { familyOf } from '../addresses.ts';
import { checkResourceQuantity } from '../pod/validation-quantities.ts';
import { checkTaintEffect } from '../pod/validation-taints.ts';
import { METADATA, SPEC, STATUS, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { Node, Taint } from './types.ts';

/** validateNodeTaints; upstream reports them under metadata. */
function checkTaints(errors: ErrorList, path: Path, taints: readonly Taint[]): void {
  const seen = new Set<string>();
  taints.forEach((taint, i) => {
    const at = path.index(i);
    errors.push(...validateLabelName(taint.key, at.child('key')));
    const messages = isValidLabelValue(taint.value ?? '');
    if (messages.length > 0) errors.push(field.invalid(at.child('value'), taint.value, messages.join(';')));
    checkTaintEffect(errors, at.child('effect'), taint.effect, false);
    const pair = `${taint.effect}/${taint.key}`;
    if (seen.has(pair)) {
      const why = 'taints must be unique by key and effect pair';
      errors.push(new FieldError('FieldValueDuplicate', at, taint, why));
    }
    seen.add(pair);
  });
}

function checkResources(errors: ErrorList, node: Node): void {
  for (const list of ['capacity', 'allocatable'] as const) {
    for (const [name, quantity] of Object.entries(
      node.status.capacity === undefined ? {} : (node.status[list] ?? {}),
    )) {
      checkResourceQuantity(errors, () => STATUS.child(list, name), name, quantity);
    }
  }
}

function checkPodCIDRs(errors: ErrorList, cidrs: readonly string[]): void {
  const path = SPEC.child('podCIDRs');
  cidrs.forEach((cidr, i) => errors.push(...isValidCIDR(path.index(i), cidr)));
  if (cidrs.length < 2) return;
  const families = new Set(cidrs.map((cidr) => familyOf(cidr.split('/')[0] ?? '')));
  if (families.size < 2 || cidrs.length > 2) {
    errors.push(field.invalid(path, cidrs, 'may specify no more than one CIDR for each IP family'));
  }
  cidrs.forEach((cidr, i) => {
    if (cidrs.indexOf(cidr) < i) errors.push(field.duplicate(path.index(i), cidr));
  });
}

/** ValidateNode. */
export function validateNode(node: Node): ErrorList {
  const errors = validateMeta(node.metadata, false);
  if (node.spec.taints !== undefined) checkTaints(errors, METADATA.child('taints'), node.spec.taints);
  checkResources(errors, node);
  if (node.spec.podCIDRs !== undefined) checkPodCIDRs(errors, node.spec.podCIDRs);
  return errors;
}

function checkAddresses(errors: ErrorList, node: Node): void {
  const seen = new Set<string>();
  node.status.addresses?.forEach((address, i) => {
    const key = `${address.type}/${address.address}`;
    if (seen.has(key)) errors.push(field.duplicate(STATUS.child('addresses').index(i), address));
    seen.add(key);
  });
}

/** ValidateNodeUpdate. */
export function validateNodeUpdate(node: Node, old: Node): ErrorList {
  const errors = validateMetaUpdate(node.metadata, old.metadata);
  if (node.status !== old.status) {
    checkResources(errors, node);
    checkAddresses(errors, node);
  }
  if (node.spec === old.spec) return errors;
  const before = old.spec.podCIDRs ?? [];
  const after = node.spec.podCIDRs ?? [];
  if (before.length > 0 && (before.length !== after.length || before.some((cidr, i) => cidr !== after[i]))) {
    const why = 'node updates may not change podCIDR except from "" to valid';
    errors.push(field.forbidden(SPEC.child('podCIDRs'), why));
  }
  const provider = old.spec.providerID ?? '';
  if (provider !== '' && provider !== node.spec.providerID) {
    const why = 'node updates may not change providerID except from "" to valid';
    errors.push(field.forbidden(SPEC.child('providerID'), why));
  }
  if (node.spec.taints !== undefined) checkTaints(errors, METADATA.child('taints'), node.spec.taints);
  if ((node.spec.externalID ?? '') !== (old.spec.externalID ?? '')) {
    errors.push(field.forbidden(SPEC.child('externalID'), 'may not be updated'));
  }
  return errors;
}
