import { field, isValidIP, type ErrorList } from '../../apimachinery/index.ts';
import { familyOf, isDualStack } from '../addresses.ts';
import { SPEC } from '../validate.ts';
import { isHeadless } from './defaults.ts';
import type { Service, ServiceSpec } from './types.ts';

const CLUSTER_IPS = SPEC.child('clusterIPs');
const FAMILIES = SPEC.child('ipFamilies');
const ONCE = 'may not change once set';

function checkInStep(errors: ErrorList, spec: ServiceSpec): void {
  const { clusterIP = '', clusterIPs = [] } = spec;
  if (clusterIP === '') {
    if (clusterIPs.length > 0) {
      errors.push(field.invalid(CLUSTER_IPS, clusterIPs, 'must be empty when `clusterIP` is not specified'));
    }
  } else if (clusterIPs.length === 0) errors.push(field.required(CLUSTER_IPS));
  else if (clusterIPs[0] !== clusterIP) {
    errors.push(field.invalid(CLUSTER_IPS, clusterIPs, 'first value must match `clusterIP`'));
  }
}

function checkFamilies(errors: ErrorList, spec: ServiceSpec): void {
  const { ipFamilies = [], ipFamilyPolicy } = spec;
  ipFamilies.forEach((family, i) => {
    if (family !== 'IPv4' && family !== 'IPv6') {
      errors.push(field.notSupported(FAMILIES.index(i), family, ['IPv4', 'IPv6']));
    }
    if (ipFamilies.indexOf(family) < i) errors.push(field.duplicate(FAMILIES.index(i), family));
  });
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
  if (ipFamilyPolicy !== undefined && !policies.includes(ipFamilyPolicy)) {
    errors.push(field.notSupported(SPEC.child('ipFamilyPolicy'), ipFamilyPolicy, policies));
  }
}

/** Answers whether all are addresses. */
function checkAddresses(errors: ErrorList, clusterIPs: readonly string[]): boolean {
  let valid = true;
  clusterIPs.forEach((address, i) => {
    if (i === 0 && address === 'None') {
      if (clusterIPs.length === 1) return;
      errors.push(field.invalid(CLUSTER_IPS, clusterIPs, "'None' must be the first and only value"));
      valid = false;
      return;
    }
    const found = isValidIP(CLUSTER_IPS.index(i), address);
    if (found.length > 0) valid = false;
    errors.push(...found);
  });
  if (clusterIPs.length > 2) errors.push(field.invalid(CLUSTER_IPS, clusterIPs, 'may only hold up to 2 values'));
  return valid;
}

/** ValidateServiceClusterIPsRelatedFields. */
export function checkClusterIPs(errors: ErrorList, spec: ServiceSpec): void {
  if (spec.type === 'ExternalName') return;
  const { clusterIPs = [], ipFamilies = [] } = spec;
  checkInStep(errors, spec);
  checkFamilies(errors, spec);
  if (!checkAddresses(errors, clusterIPs)) return;
  if (clusterIPs.length > 1 && !isDualStack(clusterIPs)) {
    errors.push(field.invalid(CLUSTER_IPS, clusterIPs, 'may specify no more than one IP for each IP family'));
  }
  if (isHeadless(spec)) return;
  clusterIPs.forEach((address, i) => {
    const family = ipFamilies[i];
    if (family === undefined || familyOf(address) === (family === 'IPv4' ? 4 : 6)) return;
    const why = `expected an ${family} value as indicated by \`ipFamilies[${i}]\``;
    errors.push(field.invalid(CLUSTER_IPS.index(i), address, why));
  });
}

/** What changes of one list are told apart by: pkg/apis/core/validation's two validateUpgradeDowngrade functions. */
interface Words {
  readonly path: typeof CLUSTER_IPS;
  readonly primary: string;
  readonly secondary: string;
}

function checkListUpdate(
  errors: ErrorList,
  after: readonly string[],
  before: readonly string[],
  policy: string | undefined,
  words: Words,
): void {
  const first = words.path.index(0);
  if (before.length === after.length) {
    before.forEach((value, i) => {
      if (value !== after[i]) errors.push(field.invalid(words.path.index(i), after, ONCE));
    });
    return;
  }
  if (before.length > after.length) {
    if (after.length === 0) errors.push(field.invalid(first, after, `primary ${words.primary} can not be unset`));
    else if (after[0] !== before[0]) errors.push(field.invalid(first, after, ONCE));
    if (after.length === 1 && policy !== 'SingleStack') {
      const why = `must be set to 'SingleStack' when releasing the secondary ${words.secondary}`;
      errors.push(field.invalid(SPEC.child('ipFamilyPolicy'), policy, why));
    }
    return;
  }
  if (before.length > 0 && after[0] !== before[0]) errors.push(field.invalid(first, after, ONCE));
}

/** An address is for life, except that a second family may come and go. */
export function checkClusterIPsUpdate(errors: ErrorList, { spec }: Service, { spec: old }: Service): void {
  if (spec.type === 'ExternalName' || old.type === 'ExternalName') return;
  const headless = isHeadless(spec);
  const wasHeadless = isHeadless(old);
  const policy = spec.ipFamilyPolicy;
  if (!headless || !wasHeadless) {
    const words = { path: CLUSTER_IPS, primary: 'clusterIP', secondary: 'clusterIP' };
    checkListUpdate(errors, spec.clusterIPs ?? [], old.clusterIPs ?? [], policy, words);
  }
  if (headless || wasHeadless) return;
  const words = { path: FAMILIES, primary: 'ipFamily', secondary: 'ipFamily' };
  checkListUpdate(errors, spec.ipFamilies ?? [], old.ipFamilies ?? [], policy, words);
}
