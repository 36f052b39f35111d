import {
  field,
  isConfigMapKey,
  isRelaxedEnvVarName,
  nameIsDNSSubdomain,
  tryParseQuantity,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { checkQualifiedName, isUnset, rejectEach, sortedList } from '../validate.ts';
import type { Container, EnvFromSource, EnvVar } from './types.ts';
import { checkLocalNonReservedPath } from './validation-paths.ts';

type ValueFrom = NonNullable<EnvVar['valueFrom']>;
type ObjectFieldSelector = NonNullable<ValueFrom['fieldRef']>;
type ResourceFieldSelector = NonNullable<ValueFrom['resourceFieldRef']>;
interface KeySelector {
  readonly name?: string;
  readonly key?: string;
}

const ENV_FIELD_PATHS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

const RESOURCE_FIELD_PATHS = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

/** podshelper.ConvertDownwardAPIFieldLabel: what v1 understands. */
const KNOWN_LABELS = new Set([
  ...ENV_FIELD_PATHS,
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]);

const SUBSCRIPTED = /^([^[\]]+)\['?(.*?)'?\]$/;

/** validateObjectFieldSelector. */
export function checkFieldRef(
  errors: ErrorList,
  path: Path,
  selector: ObjectFieldSelector,
  supported: readonly string[],
): void {
  if (isUnset(selector.apiVersion)) return void errors.push(field.required(path.child('apiVersion')));
  const fieldPath = selector.fieldPath;
  if (isUnset(fieldPath)) return void errors.push(field.required(path.child('fieldPath')));
  const match = SUBSCRIPTED.exec(fieldPath);
  const label = match?.[1] ?? fieldPath;
  if (selector.apiVersion !== 'v1') {
    const why = `error converting fieldPath: unsupported pod version: ${selector.apiVersion}`;
    return void errors.push(field.invalid(path.child('fieldPath'), fieldPath, why));
  }
  if (!KNOWN_LABELS.has(label)) {
    const why = `error converting fieldPath: field label not supported: ${label}`;
    return void errors.push(field.invalid(path.child('fieldPath'), fieldPath, why));
  }
  if (match !== null) {
    const subscript = match[2] ?? '';
    if (label === 'metadata.annotations') checkQualifiedName(errors, path, subscript.toLowerCase());
    else if (label === 'metadata.labels') checkQualifiedName(errors, path, subscript);
    else errors.push(field.invalid(path, label, 'does not support subscript'));
    return;
  }
  if (!supported.includes(label)) {
    errors.push(field.notSupported(path.child('fieldPath'), label, sortedList(supported)));
  }
}

const SIZES = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

function divisorRule(resource: string): readonly [values: readonly string[], name: string] | undefined {
  const name = resource.replace(/^(limits|requests)\./, '');
  if (name === resource) return undefined;
  if (name === 'cpu') return [['1m', '1'], 'cpu resource'];
  if (name === 'memory') return [SIZES, 'memory resource'];
  if (name === 'ephemeral-storage') return [SIZES, 'local ephemeral storage resource'];
  return name.startsWith('hugepages-') ? [SIZES, 'hugepages resource'] : undefined;
}

/** validateContainerResourceDivisor. */
function checkDivisor(errors: ErrorList, path: Path, resource: string, divisor: string | number | undefined): void {
  if (divisor === undefined) return;
  const quantity = tryParseQuantity(divisor);
  const rule = divisorRule(resource);
  if (quantity === undefined || quantity.isZero() || rule === undefined) return;
  const [values, name] = rule;
  if (values.includes(quantity.toString())) return;
  const list = name === 'cpu resource' ? '1m and 1' : values.join(', ');
  errors.push(
    field.invalid(path.child('divisor'), resource, `only divisor's values ${list} are supported with the ${name}`),
  );
}

/** validateContainerResourceFieldSelector; a volume must say which container it speaks of. */
export function checkResourceFieldRef(
  errors: ErrorList,
  path: Path,
  selector: ResourceFieldSelector,
  inVolume: boolean,
): void {
  const resource = selector.resource;
  if (inVolume && isUnset(selector.containerName)) errors.push(field.required(path.child('containerName')));
  else if (isUnset(resource)) errors.push(field.required(path.child('resource')));
  else if (!RESOURCE_FIELD_PATHS.includes(resource) && !/^(requests|limits)\.hugepages-/.test(resource)) {
    errors.push(field.notSupported(path.child('resource'), resource, RESOURCE_FIELD_PATHS));
  }
  checkDivisor(errors, path, resource, selector.divisor);
}

function checkKeySelector(errors: ErrorList, path: Path, selector: KeySelector): void {
  const name = selector.name ?? '';
  rejectEach(errors, path.child('name'), name, nameIsDNSSubdomain(name, false));
  const key = selector.key ?? '';
  if (key === '') errors.push(field.required(path.child('key')));
  else rejectEach(errors, path.child('key'), key, isConfigMapKey(key));
}

function checkFileKeyRef(errors: ErrorList, path: Path, ref: NonNullable<ValueFrom['fileKeyRef']>): void {
  if (isUnset(ref.key)) errors.push(field.required(path.child('key')));
  else rejectEach(errors, path.child('key'), ref.key, isRelaxedEnvVarName(ref.key));
  if (isUnset(ref.volumeName)) errors.push(field.required(path.child('volumeName')));
  if (isUnset(ref.path)) errors.push(field.required(path.child('path')));
  else checkLocalNonReservedPath(errors, path.child('path'), ref.path);
}

const VALUE_SOURCES = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';

/** validateEnvVarValueFrom. */
function checkValueFrom(errors: ErrorList, path: Path, source: ValueFrom, value: string | undefined): void {
  let sources = 0;
  if (source.fieldRef !== undefined) {
    sources++;
    checkFieldRef(errors, path.child('fieldRef'), source.fieldRef, ENV_FIELD_PATHS);
  }
  if (source.resourceFieldRef !== undefined) {
    sources++;
    checkResourceFieldRef(errors, path.child('resourceFieldRef'), source.resourceFieldRef, false);
  }
  if (source.configMapKeyRef !== undefined) {
    sources++;
    checkKeySelector(errors, path.child('configMapKeyRef'), source.configMapKeyRef);
  }
  if (source.secretKeyRef !== undefined) {
    sources++;
    checkKeySelector(errors, path.child('secretKeyRef'), source.secretKeyRef);
  }
  if (source.fileKeyRef !== undefined) {
    sources++;
    checkFileKeyRef(errors, path.child('fileKeyRef'), source.fileKeyRef);
  }
  if (sources === 0) errors.push(field.invalid(path, '', `must specify one of: ${VALUE_SOURCES}`));
  else if (!isUnset(value)) errors.push(field.invalid(path, '', 'may not be specified when `value` is not empty'));
  else if (sources > 1) errors.push(field.invalid(path, '', 'may not have more than one field specified at a time'));
}

/** ValidateEnv. */
function checkEnv(errors: ErrorList, path: Path, vars: readonly EnvVar[]): void {
  vars.forEach((variable, i) => {
    const name = variable.name;
    if (isUnset(name)) errors.push(field.required(path.index(i).child('name')));
    else {
      const messages = isRelaxedEnvVarName(name);
      if (messages.length > 0) rejectEach(errors, path.index(i).child('name'), name, messages);
    }
    if (variable.valueFrom !== undefined) {
      checkValueFrom(errors, path.index(i).child('valueFrom'), variable.valueFrom, variable.value);
    }
  });
}

function checkEnvSource(errors: ErrorList, path: Path, name: string | undefined): void {
  if (name === undefined || name === '') errors.push(field.required(path.child('name')));
  else rejectEach(errors, path.child('name'), name, nameIsDNSSubdomain(name, true));
}

/** ValidateEnvFrom; the last two name the list and not its item, as upstream does. */
function checkEnvFrom(errors: ErrorList, path: Path, sources: readonly EnvFromSource[]): void {
  sources.forEach((source, i) => {
    const at = path.index(i);
    const prefix = source.prefix ?? '';
    if (prefix !== '') rejectEach(errors, at.child('prefix'), prefix, isRelaxedEnvVarName(prefix));
    if (source.configMapRef !== undefined) checkEnvSource(errors, at.child('configMapRef'), source.configMapRef.name);
    if (source.secretRef !== undefined) checkEnvSource(errors, at.child('secretRef'), source.secretRef.name);
    if (source.configMapRef === undefined && source.secretRef === undefined) {
      errors.push(field.invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    } else if (source.configMapRef !== undefined && source.secretRef !== undefined) {
      errors.push(field.invalid(path, '', 'may not have more than one field specified at a time'));
    }
  });
}

export function checkContainerEnv(errors: ErrorList, path: Path, container: Pick<Container, 'env' | 'envFrom'>): void {
  if (container.env !== undefined) checkEnv(errors, path.child('env'), container.env);
  if (container.envFrom !== undefined) checkEnvFrom(errors, path.child('envFrom'), container.envFrom);
}
