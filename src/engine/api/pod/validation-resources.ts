import {
  field,
  FieldError,
  isDNS1123Label,
  isQualifiedName,
  parseQuantity,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { isUnset, rejectEach, sortedList } from '../validate.ts';
import type { ResourceList } from '../wire.ts';
import {
  aggregateContainers,
  isHugePages,
  isNativeResource,
  isOvercommitAllowed,
  isPodLevelResource,
  requestsOf,
} from './resource-totals.ts';
import type { PodSpec, ResourceRequirements } from './types.ts';
import { checkResourceQuantity, isExtendedResource } from './validation-quantities.ts';

/** What may stand without a domain. pkg/apis/core/helper/helpers.go */
const STANDARD = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
  'requests.storage',
  'services.nodeports',
  'services.loadbalancers',
]);
const FOR_CONTAINERS = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** validateResourceName: what may stand in any list of resources. */
export function checkResourceName(errors: ErrorList, path: () => Path, name: string): void {
  const messages = isQualifiedName(name);
  if (messages.length > 0) rejectEach(errors, path(), name, messages);
  else if (!name.includes('/') && !STANDARD.has(name) && !isQuotaHugePages(name)) {
    errors.push(field.invalid(path(), name, 'must be a standard resource type or fully qualified'));
  }
}

/** IsQuotaHugePageResourceName. */
export function isQuotaHugePages(name: string): boolean {
  return name.startsWith('hugepages-') || name.startsWith('requests.hugepages-');
}

/** validateContainerResourceName. */
export function checkContainerName(errors: ErrorList, path: () => Path, name: string): void {
  if (FOR_CONTAINERS.has(name)) return;
  const messages = isQualifiedName(name);
  if (messages.length > 0) rejectEach(errors, path(), name, messages);
  else if (!name.includes('/') && !STANDARD.has(name) && !isHugePages(name)) {
    errors.push(field.invalid(path(), name, 'must be a standard resource type or fully qualified'));
  }
  if (!name.includes('/')) {
    if (isHugePages(name)) return;
    errors.push(field.invalid(path(), name, 'must be a standard resource for containers'));
  } else if (!isNativeResource(name) && !isExtendedResource(name)) {
    errors.push(field.invalid(path(), name, "doesn't follow extended resource name standard"));
  }
}

/** validatePodResourceName. */
function checkPodLevelName(errors: ErrorList, path: () => Path, name: string): void {
  if (isPodLevelResource(name)) return;
  const messages = isQualifiedName(name);
  if (messages.length > 0) rejectEach(errors, path(), name, messages);
  else if (!name.includes('/') && !STANDARD.has(name)) {
    errors.push(field.invalid(path(), name, 'must be a standard resource type or fully qualified'));
  } else errors.push(field.notSupported(path(), name, ['cpu', 'hugepages-', 'memory']));
}

/** A page size is not divisible: `hugepages-2Mi: 3Mi` buys one page and a half. */
function checkHugePages(errors: ErrorList, path: () => Path, name: string, text: string): void {
  if (!isHugePages(name)) return;
  const page = parseQuantity(name.slice('hugepages-'.length)).value();
  const quantity = parseQuantity(text);
  if (page > 0 && quantity.value() % page === 0) return;
  errors.push(
    field.invalid(path(), quantity.toString(), `${quantity.toString()} is not positive integer multiple of ${name}`),
  );
}

type CheckName = typeof checkContainerName;

function checkList(errors: ErrorList, path: Path, list: ResourceList, checkName: CheckName): void {
  for (const name of Object.keys(list)) {
    const at = (): Path => path.key(name);
    checkName(errors, at, name);
    checkResourceQuantity(errors, at, name, list[name] ?? '0');
    checkHugePages(errors, at, name, list[name] ?? '0');
  }
}

/** A request may not exceed its limit, and must equal it for what cannot be shared. */
function checkAgainstLimits(errors: ErrorList, path: Path, resources: ResourceRequirements): void {
  const { limits, requests = {} } = resources;
  for (const name of Object.keys(requests)) {
    const limitText = limits?.[name];
    if (limitText === undefined) {
      if (isOvercommitAllowed(name)) continue;
      errors.push(field.required(path.child('limits'), 'Limit must be set for non overcommitable resources'));
      continue;
    }
    if (requests[name] === limitText) continue;
    const request = parseQuantity(requests[name] ?? '0');
    const limit = parseQuantity(limitText);
    const order = request.cmp(limit);
    const of = `${name} limit of ${limit.toString()}`;
    if (order !== 0 && !isOvercommitAllowed(name)) {
      errors.push(field.invalid(path.child('requests'), request.toString(), `must be equal to ${of}`));
    } else if (order > 0) {
      errors.push(field.invalid(path.child('requests'), request.toString(), `must be less than or equal to ${of}`));
    }
  }
}

/** validateResourceClaimNames. */
function checkClaims(
  errors: ErrorList,
  path: Path,
  claims: NonNullable<ResourceRequirements['claims']>,
  known: readonly string[],
): void {
  const seen = new Set<string>();
  claims.forEach(({ name, request = '' }, i) => {
    const at = path.index(i);
    if (isUnset(name)) return void errors.push(field.required(at));
    const key = request === '' ? name : `${name}/${request}`;
    const overlaps = request === '' && [...seen].some((other) => other.startsWith(`${name}/`));
    if (seen.has(name)) errors.push(field.duplicate(at, name));
    else {
      if (request !== '') rejectEach(errors, at.child('request'), request, isDNS1123Label(request));
      if (seen.has(key)) errors.push(field.duplicate(at, key));
      else if (overlaps) errors.push(field.duplicate(at, name));
      seen.add(key);
    }
    if (known.includes(name)) return;
    const list = known.length === 0 ? ' which is empty' : `: ${sortedList(known).join(', ')}`;
    const why = `must be one of the names in pod.spec.resourceClaims${list}`;
    errors.push(new FieldError('FieldValueNotFound', at, name, why));
  });
}

function checkRequirements(
  errors: ErrorList,
  path: Path,
  resources: ResourceRequirements,
  checkName: CheckName,
  claimNames: readonly string[],
): void {
  const { limits, requests, claims } = resources;
  if (limits !== undefined) checkList(errors, path.child('limits'), limits, checkName);
  if (requests !== undefined) {
    checkList(errors, path.child('requests'), requests, checkName);
    checkAgainstLimits(errors, path, resources);
  }
  const names = [...Object.keys(limits ?? {}), ...Object.keys(requests ?? {})];
  if (names.some(isHugePages) && !names.some((name) => name === 'cpu' || name === 'memory')) {
    errors.push(field.forbidden(path, 'HugePages require cpu or memory'));
  }
  if (claims !== undefined) checkClaims(errors, path.child('claims'), claims, claimNames);
}

/** ValidateContainerResourceRequirements. */
export function checkContainerResources(
  errors: ErrorList,
  path: Path,
  resources: ResourceRequirements,
  claimNames: readonly string[],
): void {
  checkRequirements(errors, path, resources, checkContainerName, claimNames);
}

/** validatePodResources: the pod's own, which the containers' must fit into. */
export function checkPodResources(errors: ErrorList, path: Path, spec: PodSpec): void {
  const { resources } = spec;
  if (resources === undefined) return;
  if (resources.claims !== undefined) {
    errors.push(field.forbidden(path.child('claims'), 'claims cannot be set for Resources at pod-level'));
  }
  checkRequirements(errors, path, { ...resources, claims: undefined } as ResourceRequirements, checkPodLevelName, []);
  for (const [name, total] of aggregateContainers(spec, requestsOf)) {
    if (!isPodLevelResource(name)) continue;
    const own = parseQuantity(resources.requests?.[name] ?? '0');
    if (total.cmp(own) <= 0) continue;
    const why = `must be greater than or equal to aggregate container requests of ${total.toString()}`;
    errors.push(field.invalid(path.child('requests').key(name), own.toString(), why));
  }
  spec.containers.forEach((container, i) => {
    for (const [name, text] of Object.entries(container.resources.limits ?? {})) {
      const own = resources.limits?.[name];
      if (own === undefined || parseQuantity(text).cmp(parseQuantity(own)) <= 0) continue;
      const at = path.child('containers').index(i).key(name).child('limits');
      errors.push(field.invalid(at, text, `must be less than or equal to pod limits of ${own}`));
    }
  });
}
