import {
  byteLength,
  field,
  semanticDeepEqual,
  tryParseCIDR,
  validateConditions,
  validateImmutableField,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import {
  checkBinding,
  checkConfiguration,
  checkDriverName,
  checkLabel,
  checkList,
  checkPoolName,
  checkRawObject,
  checkSet,
  itself,
  MOST_CONFIGS,
  type DeviceConfiguration,
} from '../device-rules.ts';
import type { NodeSelector } from '../pod/types.ts';
import { checkNodeSelector } from '../pod/validation-affinity.ts';
import { STATUS, validateMetaUpdate } from '../validate.ts';
import { checkRequestReference, checkRequestReferences, requestNames } from './spec.ts';
import type { AllocatedDeviceStatus, AllocationResult, DeviceRequestAllocationResult, ResourceClaim } from './types.ts';

const MOST_CONSUMERS = 256;
const MOST_RESULTS = 32;
const MOST_CONDITIONS = 8;
const MOST_DATA_BYTES = 10 * 1024;
const MOST_IPS = 16;
const MOST_INTERFACE_BYTES = 256;
const MOST_ADDRESS_BYTES = 128;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UUID_FORM =
  'uid must be in RFC 4122 normalized form, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` with lowercase hexadecimal characters';
const SOURCES = ['FromClaim', 'FromClass'];

interface Allocated {
  readonly driver: string;
  readonly pool: string;
  readonly device: string;
  readonly shareID?: string;
}

/** A device, or a share of one: structured.SharedDeviceID. */
function deviceID({ driver, pool, device, shareID }: Allocated): string {
  return shareID === undefined ? `${driver}/${pool}/${device}` : `${driver}/${pool}/${device}/${shareID}`;
}

function checkShare(errors: ErrorList, path: Path, id: string | undefined): void {
  if (id !== undefined && !UUID.test(id)) errors.push(field.invalid(path.child('shareID'), id, UUID_FORM));
}

function checkWhich(errors: ErrorList, path: Path, device: Allocated): void {
  checkDriverName(errors, path.child('driver'), device.driver);
  checkPoolName(errors, path.child('pool'), device.pool);
  checkLabel(errors, path.child('device'), device.device);
}

/** validateAllocationResult. */
function checkAllocation(errors: ErrorList, allocation: AllocationResult, names: ReadonlySet<string>): void {
  const path = STATUS.child('allocation', 'devices');
  const { devices = {}, nodeSelector } = allocation;
  const checkResult = (_: ErrorList, at: Path, result: DeviceRequestAllocationResult): void => {
    checkRequestReference(errors, at.child('request'), result.request ?? '', names);
    checkWhich(errors, at, result);
    checkBinding(errors, at, result);
    checkShare(errors, at, result.shareID);
  };
  checkList(errors, path.child('results'), devices.results, MOST_RESULTS, checkResult);
  checkList(errors, path.child('config'), devices.config, 2 * MOST_CONFIGS, (_, at, one) => {
    if (!one.source) errors.push(field.required(at.child('source')));
    else if (!SOURCES.includes(one.source)) errors.push(field.notSupported(at.child('source'), one.source, SOURCES));
    checkRequestReferences(errors, at, one.requests, names);
    checkConfiguration(errors, at, one as DeviceConfiguration);
  });
  if (nodeSelector !== undefined) {
    checkNodeSelector(errors, STATUS.child('allocation', 'nodeSelector'), nodeSelector as NodeSelector);
  }
}

function checkNetworkData(errors: ErrorList, path: Path, data: AllocatedDeviceStatus['networkData']): void {
  if (data === undefined) return;
  const { interfaceName = '', hardwareAddress = '', ips } = data;
  if (byteLength(interfaceName) > MOST_INTERFACE_BYTES) {
    errors.push(field.tooLong(path.child('interfaceName'), MOST_INTERFACE_BYTES));
  }
  if (byteLength(hardwareAddress) > MOST_ADDRESS_BYTES) {
    errors.push(field.tooLong(path.child('hardwareAddress'), MOST_ADDRESS_BYTES));
  }
  const checkAddress = (_: ErrorList, at: Path, address: string): void => {
    if (tryParseCIDR(address) !== undefined) return;
    const why = 'must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)';
    errors.push(field.invalid(at, address, why));
  };
  checkSet(errors, path.child('ips'), ips, MOST_IPS, checkAddress, itself);
}

/** validateDeviceStatus. */
function checkDeviceStatus(
  errors: ErrorList,
  path: Path,
  device: AllocatedDeviceStatus,
  allocated: ReadonlySet<string>,
): void {
  checkWhich(errors, path, device);
  checkShare(errors, path, device.shareID);
  const id = deviceID(device);
  if (!allocated.has(id)) errors.push(field.invalid(path, id, 'must be an allocated device in the claim'));
  const { conditions = [], data } = device;
  if (conditions.length > MOST_CONDITIONS) {
    errors.push(field.tooMany(path.child('conditions'), conditions.length, MOST_CONDITIONS));
  }
  errors.push(...validateConditions(conditions, path.child('conditions')));
  if (data !== undefined) checkRawObject(errors, path.child('data'), data, MOST_DATA_BYTES);
  checkNetworkData(errors, path.child('networkData'), device.networkData);
}

function checkReservations(errors: ErrorList, claim: ResourceClaim, old: ResourceClaim): void {
  const path = STATUS.child('reservedFor');
  const { reservedFor = [], allocation } = claim.status;
  const checkConsumer = (_: ErrorList, at: Path, consumer: (typeof reservedFor)[number]): void => {
    for (const name of ['resource', 'name', 'uid'] as const) {
      if (!consumer[name]) errors.push(field.required(at.child(name)));
    }
  };
  checkSet(errors, path, reservedFor, MOST_CONSUMERS, checkConsumer, ({ uid }) => uid);
  if (reservedFor.length === 0) return;
  if (allocation === undefined) {
    errors.push(field.forbidden(path, 'may not be specified when `allocated` is not set'));
  } else if (claim.metadata.deletionTimestamp !== undefined) {
    const before = old.status.reservedFor ?? [];
    if (reservedFor.every((one) => before.some((other) => semanticDeepEqual(one, other)))) return;
    const why = 'new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set';
    errors.push(field.forbidden(path, why));
  }
}

/** validateResourceClaimStatusUpdate. pkg/apis/resource/validation/validation.go */
export function validateClaimStatusUpdate(claim: ResourceClaim, old: ResourceClaim): ErrorList {
  const errors = validateMetaUpdate(claim.metadata, old.metadata);
  const { allocation, devices } = claim.status;
  checkReservations(errors, claim, old);
  const allocated = new Set((allocation?.devices?.results ?? []).map(deviceID));
  const check = (_: ErrorList, at: Path, device: AllocatedDeviceStatus): void =>
    checkDeviceStatus(errors, at, device, allocated);
  checkSet(errors, STATUS.child('devices'), devices, Infinity, check, deviceID);
  if (allocation === undefined) return errors;
  if (old.status.allocation !== undefined) {
    errors.push(...validateImmutableField(allocation, old.status.allocation, STATUS.child('allocation')));
  } else checkAllocation(errors, allocation, requestNames(claim.spec.devices ?? {}));
  return errors;
}

/** dropDeallocatedStatusDevices: what is told of devices goes with the devices. pkg/registry/resource/resourceclaim/strategy.go */
export function withoutDeallocated(claim: ResourceClaim, old: ResourceClaim): ResourceClaim {
  const { devices, allocation } = claim.status;
  if (devices === undefined || old.status.allocation === undefined) return claim;
  const still = new Set((allocation?.devices?.results ?? []).map(deviceID));
  const gone = new Set((old.status.allocation.devices?.results ?? []).map(deviceID).filter((id) => !still.has(id)));
  if (gone.size === 0) return claim;
  const { devices: _, ...status } = claim.status;
  const kept = devices.filter((device) => !gone.has(deviceID(device)));
  return { ...claim, status: kept.length === 0 ? status : { ...status, devices: kept } };
}
