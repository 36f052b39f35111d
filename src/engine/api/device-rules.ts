import {
  byteLength,
  field,
  goJSON,
  isCIdentifier,
  isDNS1123Label,
  isDNS1123Subdomain,
  isValidLabelValue,
  sortedKeys,
  validateLabelName,
  type ErrorList,
  type Path,
} from '../apimachinery/index.ts';
import { checkExpression } from './expressions.ts';
import { rejectEach } from './validate.ts';

/** What the kinds of resource.k8s.io share. pkg/apis/resource/validation/validation.go */
export interface DeviceSelector {
  readonly cel?: { readonly expression: string };
}

export interface DeviceConfiguration {
  readonly opaque?: { readonly driver: string; readonly parameters: unknown };
}

export interface DeviceToleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

export interface DeviceTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

export const MOST_REQUESTS = 32;
export const MOST_CONFIGS = 32;
const MOST_SELECTORS = 32;
const MOST_EXPRESSION_BYTES = 10 * 1024;
const MOST_PARAMETER_BYTES = 10 * 1024;
const MOST_DRIVER_BYTES = 63;
const MOST_POOL_BYTES = 253;
const MOST_ID_BYTES = 32;
const MOST_BINDING_CONDITIONS = 4;
const EFFECTS = ['NoExecute', 'NoSchedule', 'None'];

type CheckItem<T> = (errors: ErrorList, path: Path, item: T) => void;

/** validateSlice: a list that is too long is not looked into. */
export function checkList<T>(
  errors: ErrorList,
  path: Path,
  items: readonly T[] | undefined,
  most: number,
  check: CheckItem<T>,
): boolean {
  if (items === undefined) return true;
  if (items.length > most) {
    errors.push(field.tooMany(path, items.length, most));
    return false;
  }
  items.forEach((item, i) => check(errors, path.index(i), item));
  return true;
}

/** validateSet: as a list, and no key twice. */
export function checkSet<T>(
  errors: ErrorList,
  path: Path,
  items: readonly T[] | undefined,
  most: number,
  check: CheckItem<T>,
  keyOf: (item: T) => string,
): void {
  if (!checkList(errors, path, items, most, check)) return;
  const seen = new Set<string>();
  items?.forEach((item, i) => {
    const key = keyOf(item);
    if (seen.has(key)) errors.push(field.duplicate(path.index(i), key));
    seen.add(key);
  });
}

/** validateMap, keys in order. */
export function checkMap<T>(
  errors: ErrorList,
  path: Path,
  map: Readonly<Record<string, T>> | undefined,
  most: number,
  check: (errors: ErrorList, path: Path, key: string, value: T) => void,
): void {
  const keys = sortedKeys(map);
  if (keys.length > most) return void errors.push(field.tooMany(path, keys.length, most));
  for (const key of keys) check(errors, path.key(key), key, map?.[key] as T);
}

export const itself = (item: string): string => item;

/** ValidateCSIDriverName, which is what a driver of devices is named by as well. */
export function checkDriverName(errors: ErrorList, path: Path, name = ''): void {
  if (name === '') errors.push(field.required(path));
  if (byteLength(name) > MOST_DRIVER_BYTES) errors.push(field.tooLong(path, MOST_DRIVER_BYTES));
  rejectEach(errors, path, name, isDNS1123Subdomain(name.toLowerCase()));
}

export function checkLabel(errors: ErrorList, path: Path, name = ''): void {
  rejectEach(errors, path, name, isDNS1123Label(name));
}

/** validatePoolName: subdomains with slashes between. */
export function checkPoolName(errors: ErrorList, path: Path, name = ''): void {
  if (name === '') return void errors.push(field.required(path));
  if (byteLength(name) > MOST_POOL_BYTES) errors.push(field.tooLong(path, MOST_POOL_BYTES));
  for (const part of name.split('/')) rejectEach(errors, path, part, isDNS1123Subdomain(part));
}

function checkIdentifier(errors: ErrorList, path: Path, id: string): void {
  if (byteLength(id) > MOST_ID_BYTES) errors.push(field.tooLong(path, MOST_ID_BYTES));
  rejectEach(errors, path, id, isCIdentifier(id));
}

/** validateQualifiedName: an identifier, or a domain and an identifier. More slashes pass, as they do upstream. */
export function checkAttributeName(errors: ErrorList, path: Path, name: string): void {
  const [first = '', second, ...more] = name.split('/');
  if (second === undefined) return checkIdentifier(errors, path, first);
  if (more.length > 0) return;
  if (first === '') errors.push(field.invalid(path, '', 'the domain must not be empty'));
  else checkDriverName(errors, path, first);
  if (second === '') errors.push(field.invalid(path, '', 'the name must not be empty'));
  else checkIdentifier(errors, path, second);
}

export function checkFullAttributeName(errors: ErrorList, path: Path, name: string): void {
  checkAttributeName(errors, path, name);
  if (name.includes('/')) return;
  errors.push(field.invalid(path, name, 'a fully qualified name must be a domain and a name separated by a slash'));
}

/** validateSelectorSlice. */
export function checkSelectors(errors: ErrorList, path: Path, selectors: readonly DeviceSelector[] | undefined): void {
  checkList(errors, path, selectors, MOST_SELECTORS, (_, at, { cel }) => {
    if (cel === undefined) return void errors.push(field.required(at.child('cel')));
    const expression = at.child('cel', 'expression');
    if (byteLength(cel.expression ?? '') > MOST_EXPRESSION_BYTES) {
      errors.push(field.tooLong(expression, MOST_EXPRESSION_BYTES));
    } else checkExpression(errors, expression, cel.expression, { result: 'bool', params: false, authorizer: false });
  });
}

/** validateRawExtension: some JSON object, not too large. */
export function checkRawObject(errors: ErrorList, path: Path, value: unknown, most: number): void {
  if (value === undefined || value === null) errors.push(field.required(path));
  else if (byteLength(goJSON(value)) > most) errors.push(field.tooLong(path, most));
  else if (typeof value !== 'object' || Array.isArray(value)) {
    errors.push(field.invalid(path, '<value omitted>', 'must be a valid JSON object'));
  }
}

/** validateDeviceConfiguration. */
export function checkConfiguration(errors: ErrorList, path: Path, { opaque }: DeviceConfiguration): void {
  const at = path.child('opaque');
  if (opaque === undefined) return void errors.push(field.required(at));
  checkDriverName(errors, at.child('driver'), opaque.driver);
  checkRawObject(errors, at.child('parameters'), opaque.parameters, MOST_PARAMETER_BYTES);
}

function checkEffect(errors: ErrorList, path: Path, effect: string): void {
  if (!EFFECTS.includes(effect)) errors.push(field.notSupported(path.child('effect'), effect, EFFECTS));
}

function checkValue(errors: ErrorList, path: Path, value: string): void {
  rejectEach(errors, path.child('value'), value, isValidLabelValue(value));
}

/** validateDeviceToleration. */
export function checkToleration(errors: ErrorList, path: Path, toleration: DeviceToleration): void {
  const { key = '', operator = '', value = '', effect = '' } = toleration;
  if (key !== '') errors.push(...validateLabelName(key, path.child('key')));
  if (operator === 'Exists') {
    if (value !== '') errors.push(field.invalid(path.child('value'), value, 'must be empty for operator `Exists`'));
  } else if (operator === 'Equal') checkValue(errors, path, value);
  else if (operator === '') errors.push(field.required(path.child('operator')));
  else errors.push(field.notSupported(path.child('operator'), operator, ['Equal', 'Exists']));
  if (effect !== '') checkEffect(errors, path, effect);
}

/** validateDeviceTaint. */
export function checkTaint(errors: ErrorList, path: Path, { key, value = '', effect }: DeviceTaint): void {
  errors.push(...validateLabelName(key ?? '', path.child('key')));
  if (value !== '') checkValue(errors, path, value);
  if (!effect) errors.push(field.required(path.child('effect')));
  else checkEffect(errors, path, effect);
}

interface Binding {
  readonly bindingConditions?: readonly string[];
  readonly bindingFailureConditions?: readonly string[];
}

/** validateDeviceBindingParameters: neither without the other. */
export function checkBinding(errors: ErrorList, path: Path, device: Binding): void {
  const { bindingConditions: good = [], bindingFailureConditions: bad = [] } = device;
  const checkName: CheckItem<string> = (_, at, name) => void errors.push(...validateLabelName(name, at));
  checkSet(errors, path.child('bindingConditions'), good, MOST_BINDING_CONDITIONS, checkName, itself);
  checkSet(errors, path.child('bindingFailureConditions'), bad, MOST_BINDING_CONDITIONS, checkName, itself);
  if (good.length === 0 && bad.length > 0) {
    const why = 'bindingConditions are required to use bindingFailureConditions';
    errors.push(field.invalid(path.child('bindingConditions'), good, why));
  }
  if (good.length > 0 && bad.length === 0) {
    const why = 'bindingFailureConditions are required to use bindingConditions';
    errors.push(field.invalid(path.child('bindingFailureConditions'), bad, why));
  }
}
