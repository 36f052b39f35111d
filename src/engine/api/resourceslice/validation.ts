import {
  byteLength,
  field,
  nameIsDNSSubdomain,
  semanticDeepEqual,
  validateImmutableField,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import {
  checkAttributeName,
  checkBinding,
  checkDriverName,
  checkLabel,
  checkList,
  checkMap,
  checkPoolName,
  checkSet,
  checkTaint,
} from '../device-rules.ts';
import type { NodeSelector } from '../pod/types.ts';
import { checkNodeSelector } from '../pod/validation-affinity.ts';
import { rejectEach, SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import { checkCapacity } from './request-policy.ts';
import type { Device, DeviceAttribute, ResourceSlice, ResourceSliceSpec } from './types.ts';

const MOST_DEVICES = 128;
const MOST_DEVICES_WITH_EXTRAS = 64;
const MOST_COUNTER_SETS = 8;
const MOST_COUNTERS = 32;
const MOST_CONSUMPTIONS = 2;
const MOST_TAINTS = 16;
const MOST_ATTRIBUTES = 32;
const MOST_VALUE_BYTES = 64;
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;
const UNSET_OR_TRUE = 'must be either unset or set to true';
const ONE_OF_FOUR = 'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required';
const ONE_OF_THREE =
  'exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec';
const NONE_OF_THREE =
  '`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec';

interface Placed {
  readonly nodeName?: string;
  readonly nodeSelector?: unknown;
  readonly allNodes?: boolean;
  readonly perDeviceNodeSelection?: boolean;
}

/** Where a slice or a device is; answers the fields that say so. */
function checkPlace(errors: ErrorList, path: Path, place: Placed, emptyName: string): string[] {
  const { nodeName, nodeSelector } = place;
  const set: string[] = [];
  if (nodeName === '') errors.push(field.invalid(path.child('nodeName'), nodeName, emptyName));
  else if (nodeName !== undefined) {
    set.push('`nodeName`');
    rejectEach(errors, path.child('nodeName'), nodeName, nameIsDNSSubdomain(nodeName, false));
  }
  if (nodeSelector !== undefined) {
    set.push('`nodeSelector`');
    checkNodeSelector(errors, path.child('nodeSelector'), nodeSelector as NodeSelector);
  }
  for (const name of ['allNodes', 'perDeviceNodeSelection'] as const) {
    if (place[name] === true) set.push(`\`${name}\``);
    else if (place[name] === false) errors.push(field.invalid(path.child(name), false, UNSET_OR_TRUE));
  }
  return set;
}

function checkSlicePlace(errors: ErrorList, spec: ResourceSliceSpec): void {
  const set = checkPlace(errors, SPEC, spec, 'must be either unset or set to a non-empty string');
  const terms = spec.nodeSelector?.nodeSelectorTerms;
  if (spec.nodeSelector !== undefined && terms?.length !== 1) {
    const path = SPEC.child('nodeSelector', 'nodeSelectorTerms');
    errors.push(field.invalid(path, terms ?? [], 'must have exactly one node selector term'));
  }
  if (set.length === 0) errors.push(field.required(SPEC, ONE_OF_FOUR));
  else if (set.length > 1) {
    errors.push(field.invalid(SPEC, `{${set.join(', ')}}`, `${ONE_OF_FOUR}, but multiple fields are set`));
  }
}

function checkDevicePlace(errors: ErrorList, path: Path, device: Device, perDevice: boolean): void {
  const { nodeName, nodeSelector, allNodes } = device;
  if (!perDevice) {
    if (nodeName === undefined && nodeSelector === undefined && allNodes === undefined) return;
    return void errors.push(field.invalid(path, undefined, NONE_OF_THREE));
  }
  const set = checkPlace(errors, path, device as Placed, 'must not be empty');
  if (set.length === 0) errors.push(field.required(path, ONE_OF_THREE));
  else if (set.length > 1) errors.push(field.invalid(path, `{${set.join(', ')}}`, ONE_OF_THREE));
}

/** validateDeviceAttribute. */
function checkAttribute(errors: ErrorList, path: Path, attribute: DeviceAttribute): void {
  const { string, version } = attribute;
  if (string !== undefined && byteLength(string) > MOST_VALUE_BYTES) {
    errors.push(field.tooLong(path.child('string'), MOST_VALUE_BYTES));
  }
  if (version !== undefined) {
    const at = path.child('version');
    if (!SEMVER.test(version)) {
      errors.push(field.invalid(at, version, 'must be a string compatible with semver.org spec 2.0.0'));
    }
    if (byteLength(version) > MOST_VALUE_BYTES) errors.push(field.tooLong(at, MOST_VALUE_BYTES));
  }
  const values = Object.values(attribute).filter((value) => value !== undefined).length;
  if (values === 1) return;
  errors.push(field.invalid(path, values === 0 ? '' : attribute, 'exactly one value must be specified'));
}

function checkCounters(errors: ErrorList, path: Path, counters: Readonly<Record<string, unknown>> | undefined): void {
  const at = path.child('counters');
  if (counters === undefined || Object.keys(counters).length === 0) return void errors.push(field.required(at));
  checkMap(errors, at, counters, MOST_COUNTERS, (_, where, key) => checkLabel(errors, where, key));
}

function checkCounterSetName(errors: ErrorList, path: Path, name: string | undefined): void {
  if (!name) errors.push(field.required(path));
  else checkLabel(errors, path, name);
}

/** validateDevice. */
function checkDevice(errors: ErrorList, path: Path, device: Device, old: Device | undefined, perDevice: boolean): void {
  checkLabel(errors, path.child('name'), device.name);
  const { attributes = {}, capacity = {}, taints, consumesCounters, allowMultipleAllocations = false } = device;
  const total = Object.keys(attributes).length + Object.keys(capacity).length;
  if (total > MOST_ATTRIBUTES) {
    const why = `the total number of attributes and capacities must not exceed ${MOST_ATTRIBUTES}`;
    errors.push(field.invalid(path, total, why));
  }
  checkMap(errors, path.child('attributes'), attributes, Infinity, (_, at, name, attribute) => {
    checkAttributeName(errors, at, name);
    checkAttribute(errors, at, attribute);
  });
  checkMap(errors, path.child('capacity'), capacity, Infinity, (_, at, name, one) => {
    checkAttributeName(errors, at, name);
    checkCapacity(errors, at, one, allowMultipleAllocations);
  });
  if (old === undefined || !semanticDeepEqual(old.taints, taints)) {
    checkList(errors, path.child('taints'), taints, MOST_TAINTS, checkTaint);
  }
  const checkConsumption = (_: ErrorList, at: Path, one: NonNullable<typeof consumesCounters>[number]): void => {
    checkCounterSetName(errors, at.child('counterSet'), one.counterSet);
    checkCounters(errors, at, one.counters);
  };
  const at = path.child('consumesCounters');
  checkSet(errors, at, consumesCounters, MOST_CONSUMPTIONS, checkConsumption, ({ counterSet }) => counterSet);
  checkDevicePlace(errors, path, device, perDevice);
  checkBinding(errors, path, device);
}

function checkPool(errors: ErrorList, pool: Partial<ResourceSliceSpec['pool']> = {}): void {
  const path = SPEC.child('pool');
  const { name, resourceSliceCount = 0, generation = 0 } = pool;
  checkPoolName(errors, path.child('name'), name);
  if (resourceSliceCount <= 0) {
    errors.push(field.invalid(path.child('resourceSliceCount'), resourceSliceCount, 'must be greater than zero'));
  }
  if (generation < 0) {
    errors.push(field.invalid(path.child('generation'), generation, 'must be greater than or equal to zero'));
  }
}

/** validateResourceSliceSpec. pkg/apis/resource/validation/validation.go */
function checkSpec(errors: ErrorList, spec: ResourceSliceSpec, old: ResourceSliceSpec | undefined): void {
  checkDriverName(errors, SPEC.child('driver'), spec.driver);
  checkPool(errors, spec.pool);
  if (old !== undefined) {
    errors.push(...validateImmutableField(spec.pool?.name, old.pool?.name, SPEC.child('pool', 'name')));
    errors.push(...validateImmutableField(spec.driver, old.driver, SPEC.child('driver')));
    errors.push(...validateImmutableField(spec.nodeName, old.nodeName, SPEC.child('nodeName')));
  }
  checkSlicePlace(errors, spec);
  const { devices, sharedCounters, perDeviceNodeSelection = false } = spec;
  if (sharedCounters !== undefined && devices !== undefined) {
    errors.push(field.invalid(SPEC, '', 'only one of `sharedCounters` or `devices` is allowed'));
  }
  const extras = devices?.some(
    ({ taints = [], consumesCounters = [] }) => taints.length > 0 || consumesCounters.length > 0,
  );
  const most = extras === true ? MOST_DEVICES_WITH_EXTRAS : MOST_DEVICES;
  const before = new Map((old?.devices ?? []).map((device) => [device.name, device]));
  const check = (_: ErrorList, at: Path, device: Device): void =>
    checkDevice(errors, at, device, before.get(device.name), perDeviceNodeSelection);
  checkSet(errors, SPEC.child('devices'), devices, most, check, ({ name }) => name);
  const checkCounterSet = (_: ErrorList, at: Path, one: NonNullable<typeof sharedCounters>[number]): void => {
    checkCounterSetName(errors, at.child('name'), one.name);
    checkCounters(errors, at, one.counters);
  };
  const counters = SPEC.child('sharedCounters');
  checkSet(errors, counters, sharedCounters, MOST_COUNTER_SETS, checkCounterSet, ({ name }) => name);
}

export function validateResourceSlice(slice: ResourceSlice): ErrorList {
  const errors = validateMeta(slice.metadata, false);
  checkSpec(errors, slice.spec, undefined);
  return errors;
}

export function validateResourceSliceUpdate(slice: ResourceSlice, old: ResourceSlice): ErrorList {
  const errors = validateMetaUpdate(slice.metadata, old.metadata);
  if (slice.spec !== old.spec) checkSpec(errors, slice.spec, old.spec);
  return errors;
}
