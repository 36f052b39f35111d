import { field, isDNS1123Subdomain, type ErrorList, type Path } from '../../apimachinery/index.ts';
import {
  checkConfiguration,
  checkFullAttributeName,
  checkLabel,
  checkList,
  checkSelectors,
  checkSet,
  checkToleration,
  itself,
  MOST_CONFIGS,
  MOST_REQUESTS,
  type DeviceConfiguration,
} from '../device-rules.ts';
import { rejectEach } from '../validate.ts';
import type {
  DeviceClaim,
  DeviceConstraint,
  DeviceRequest,
  DeviceSubRequest,
  ExactDeviceRequest,
  ResourceClaimSpec,
} from './types.ts';

const MOST_CONSTRAINTS = 32;
const MOST_ALTERNATIVES = 8;
const ALLOCATION_MODES = ['All', 'ExactCount'];
const NO_SUCH_REQUEST =
  "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
const EXACTLY_ONE = 'exactly one of `exactly` or `firstAvailable` is required';
const ONE_ATTRIBUTE = 'exactly one of "matchAttribute" or "distinctAttribute" is required, but multiple fields are set';

export type AnyRequest = ExactDeviceRequest | DeviceSubRequest;

/** SetDefaults_ExactDeviceRequest, SetDefaults_DeviceSubRequest. pkg/apis/resource/v1/defaults.go */
function defaultRequest<R extends AnyRequest>(request: R): R {
  const allocationMode = request.allocationMode || 'ExactCount';
  const count = allocationMode === 'ExactCount' && !request.count ? 1 : request.count;
  const tolerations = request.tolerations?.every(({ operator }) => operator)
    ? request.tolerations
    : request.tolerations?.map((one) => (one.operator ? one : { ...one, operator: 'Equal' as const }));
  const same =
    allocationMode === request.allocationMode && count === request.count && tolerations === request.tolerations;
  if (same) return request;
  return {
    ...request,
    allocationMode,
    ...(count !== undefined && { count }),
    ...(tolerations !== undefined && { tolerations }),
  };
}

function defaultDeviceRequest(request: DeviceRequest): DeviceRequest {
  const exactly = request.exactly && defaultRequest(request.exactly);
  const listed = request.firstAvailable?.map(defaultRequest);
  const sameList = listed?.every((one, i) => one === request.firstAvailable?.[i]) ?? true;
  if (exactly === request.exactly && sameList) return request;
  return { ...request, ...(exactly && { exactly }), ...(listed && { firstAvailable: listed }) };
}

export function defaultClaimSpec(spec: ResourceClaimSpec): ResourceClaimSpec {
  const requests = spec.devices?.requests;
  const next = requests?.map(defaultDeviceRequest);
  if (next?.every((one, i) => one === requests?.[i]) ?? true) return spec;
  return { ...spec, devices: { ...spec.devices, requests: next } } as ResourceClaimSpec;
}

/** `gpu` and `gpu/large`: what constraints, configuration and results may name. */
export function requestNames({ requests = [] }: DeviceClaim): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, firstAvailable = [] } of requests) {
    names.add(name);
    for (const { name: inner } of firstAvailable) names.add(`${name}/${inner}`);
  }
  return names;
}

/** validateRequestNameRef. */
export function checkRequestReference(errors: ErrorList, path: Path, name: string, names: ReadonlySet<string>): void {
  const segments = name.split('/');
  if (segments.length <= 2) for (const segment of segments) checkLabel(errors, path, segment);
  if (!names.has(name)) errors.push(field.invalid(path, name, NO_SUCH_REQUEST));
}

export function checkRequestReferences(
  errors: ErrorList,
  path: Path,
  requests: readonly string[] | undefined,
  names: ReadonlySet<string>,
): void {
  const check = (_: ErrorList, at: Path, name: string): void => checkRequestReference(errors, at, name, names);
  checkSet(errors, path.child('requests'), requests, MOST_REQUESTS, check, itself);
}

function checkAnyRequest(errors: ErrorList, path: Path, request: AnyRequest): void {
  const { deviceClassName = '', selectors, allocationMode = '', count = 0, tolerations = [] } = request;
  const at = path.child('deviceClassName');
  if (deviceClassName === '') errors.push(field.required(at));
  else rejectEach(errors, at, deviceClassName, isDNS1123Subdomain(deviceClassName));
  checkSelectors(errors, path.child('selectors'), selectors);
  if (allocationMode === 'All') {
    const why = "must not be specified when allocationMode is 'All'";
    if (count !== 0) errors.push(field.invalid(path.child('count'), count, why));
  } else if (allocationMode === 'ExactCount') {
    if (count <= 0) errors.push(field.invalid(path.child('count'), count, 'must be greater than zero'));
  } else errors.push(field.notSupported(path.child('allocationMode'), allocationMode, ALLOCATION_MODES));
  tolerations.forEach((one, i) => checkToleration(errors, path.child('tolerations').index(i), one));
}

/** validateDeviceRequest. */
function checkRequest(errors: ErrorList, path: Path, { name, exactly, firstAvailable = [] }: DeviceRequest): void {
  checkLabel(errors, path.child('name'), name);
  if (exactly !== undefined && firstAvailable.length > 0) {
    errors.push(field.invalid(path, undefined, `${EXACTLY_ONE}, but multiple fields are set`));
  } else if (exactly !== undefined) checkAnyRequest(errors, path.child('exactly'), exactly);
  else if (firstAvailable.length === 0) errors.push(field.required(path, EXACTLY_ONE));
  else {
    const check = (_: ErrorList, at: Path, one: DeviceSubRequest): void => {
      checkLabel(errors, at.child('name'), one.name);
      checkAnyRequest(errors, at, one);
    };
    checkSet(errors, path.child('firstAvailable'), firstAvailable, MOST_ALTERNATIVES, check, (one) => one.name);
  }
}

/** validateDeviceConstraint. */
function checkConstraint(errors: ErrorList, path: Path, one: DeviceConstraint, names: ReadonlySet<string>): void {
  const { requests, matchAttribute, distinctAttribute } = one;
  checkRequestReferences(errors, path, requests, names);
  if (matchAttribute !== undefined) checkFullAttributeName(errors, path.child('matchAttribute'), matchAttribute);
  else if (distinctAttribute !== undefined) {
    checkFullAttributeName(errors, path.child('distinctAttribute'), distinctAttribute);
  } else errors.push(field.required(path, ONE_ATTRIBUTE));
}

/** validateResourceClaimSpec. pkg/apis/resource/validation/validation.go */
export function checkClaimSpec(errors: ErrorList, parent: Path, { devices = {} }: ResourceClaimSpec): void {
  const path = parent.child('devices');
  const names = requestNames(devices);
  checkSet(errors, path.child('requests'), devices.requests, MOST_REQUESTS, checkRequest, ({ name }) => name);
  checkList(errors, path.child('constraints'), devices.constraints, MOST_CONSTRAINTS, (_, at, one) =>
    checkConstraint(errors, at, one, names),
  );
  checkList(errors, path.child('config'), devices.config, MOST_CONFIGS, (_, at, one) => {
    checkRequestReferences(errors, at, one.requests, names);
    checkConfiguration(errors, at, one as DeviceConfiguration);
  });
}
