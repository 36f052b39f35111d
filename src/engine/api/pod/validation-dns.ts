import { field, isDNS1123Subdomain, isValidIP, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { rejectEach } from '../validate.ts';
import type { PodSpec } from './types.ts';

const POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const MAX_NAMESERVERS = 3;
const MAX_SEARCH_PATHS = 32;
const MAX_SEARCH_CHARACTERS = 2048;

/** IsDNS1123SubdomainWithUnderscore: search domains may have them since v1.34. */
function searchProblems(search: string): readonly string[] {
  if (!search.includes('_')) return isDNS1123Subdomain(search);
  return isDNS1123Subdomain(search.replaceAll('_', 'a'));
}

function checkConfig(errors: ErrorList, path: Path, config: NonNullable<PodSpec['dnsConfig']>): void {
  const { nameservers = [], searches = [], options = [] } = config;
  if (nameservers.length > MAX_NAMESERVERS) {
    const why = `must not have more than ${MAX_NAMESERVERS} nameservers`;
    errors.push(field.invalid(path.child('nameservers'), nameservers, why));
  }
  nameservers.forEach((server, i) => errors.push(...isValidIP(path.child('nameservers').index(i), server)));
  if (searches.length > MAX_SEARCH_PATHS) {
    const why = `must not have more than ${MAX_SEARCH_PATHS} search paths`;
    errors.push(field.invalid(path.child('searches'), searches, why));
  }
  if (searches.join(' ').length > MAX_SEARCH_CHARACTERS) {
    const why = `must not have more than ${MAX_SEARCH_CHARACTERS} characters (including spaces) in the search list`;
    errors.push(field.invalid(path.child('searches'), searches, why));
  }
  searches.forEach((written, i) => {
    if (written === '.') return;
    const search = written.replace(/\.$/, '');
    rejectEach(errors, path.child('searches').index(i), search, searchProblems(search));
  });
  options.forEach(({ name = '' }, i) => {
    if (name === '') errors.push(field.required(path.child('options').index(i), 'must not be empty'));
  });
}

/** validateDNSPolicy and validatePodDNSConfig. */
export function checkDNSPolicy(errors: ErrorList, path: Path, policy: string): void {
  if (POLICIES.includes(policy)) return;
  const at = path.child('dnsPolicy');
  errors.push(policy === '' ? field.required(at) : field.notSupported(at, policy, POLICIES));
}

export function checkDNSConfig(errors: ErrorList, path: Path, spec: PodSpec): void {
  const { dnsPolicy, dnsConfig } = spec;
  const at = path.child('dnsConfig');
  if (dnsPolicy === 'None') {
    if (dnsConfig === undefined) {
      errors.push(field.required(at, 'must provide `dnsConfig` when `dnsPolicy` is None'));
      return;
    }
    if (!dnsConfig.nameservers?.length) {
      const why = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      errors.push(field.required(at.child('nameservers'), why));
      return;
    }
  }
  if (dnsConfig !== undefined) checkConfig(errors, at, dnsConfig);
}
