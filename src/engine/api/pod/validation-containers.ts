import { field, isValidPortName, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { checkDNS1123Label, checkOneOf, checkPortNum, isUnset, rejectEach } from '../validate.ts';
import type { Container, ContainerPort, EphemeralContainer, PodSpec, RestartPolicy } from './types.ts';
import type { ContainerContext } from './validation-context.ts';
import { checkContainerEnv } from './validation-env.ts';
import { checkContainerMounts } from './validation-mounts.ts';
import { checkLongRunning, forbidLongRunning } from './validation-probes.ts';
import { checkContainerResources } from './validation-resources.ts';
import { checkSecurityContext } from './validation-security.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
const CONTAINER_RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];
const MAX_RESTART_RULES = 20;
const MAX_EXIT_CODES = 255;

/** validateContainerPorts. */
function checkPorts(errors: ErrorList, path: Path, ports: readonly ContainerPort[]): void {
  const names = new Set<string>();
  ports.forEach((port, i) => {
    const at = path.index(i);
    const { name = '', containerPort = 0, hostPort = 0 } = port;
    if (name !== '') {
      const messages = isValidPortName(name);
      if (messages.length > 0) rejectEach(errors, at.child('name'), name, messages);
      else if (names.has(name)) errors.push(field.duplicate(at.child('name'), name));
      else names.add(name);
    }
    if (containerPort === 0) errors.push(field.required(at.child('containerPort')));
    else checkPortNum(errors, at, 'containerPort', containerPort);
    if (hostPort !== 0) checkPortNum(errors, at, 'hostPort', hostPort);
    checkOneOf(errors, at, 'protocol', port.protocol, PROTOCOLS);
  });
}

/** validateResizePolicy; upstream names the list and not the item. */
function checkResizePolicy(
  errors: ErrorList,
  path: Path,
  policies: NonNullable<Container['resizePolicy']>,
  podRestartPolicy: RestartPolicy,
): void {
  const seen = new Set<string>();
  const check = (value: string, supported: readonly string[]): void => {
    if (isUnset(value)) errors.push(field.required(path));
    else if (!supported.includes(value)) errors.push(field.notSupported(path, value, supported));
  };
  policies.forEach(({ resourceName, restartPolicy }, i) => {
    if (seen.has(resourceName)) errors.push(field.duplicate(path.index(i), resourceName));
    seen.add(resourceName);
    check(resourceName, ['cpu', 'memory']);
    check(restartPolicy, ['NotRequired', 'RestartContainer']);
    if (podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      const why = "must be 'NotRequired' when `restartPolicy` is 'Never'";
      errors.push(field.invalid(path, restartPolicy, why));
    }
  });
}

type AnyContainer = Container | EphemeralContainer;

/** validateContainerCommon: what regular, init and ephemeral containers have in common. */
function checkCommon(errors: ErrorList, path: Path, container: AnyContainer, context: ContainerContext): void {
  const { name, image } = container;
  if (isUnset(name)) errors.push(field.required(path.child('name')));
  else checkDNS1123Label(errors, path, 'name', name);
  if (isUnset(image)) errors.push(field.required(path.child('image')));
  checkOneOf(errors, path, 'terminationMessagePolicy', container.terminationMessagePolicy, MESSAGE_POLICIES);
  if (container.ports !== undefined)
    checkPorts(errors, path.child('ports'), container.ports as readonly ContainerPort[]);
  if (container.env !== undefined || container.envFrom !== undefined) checkContainerEnv(errors, path, container);
  if (container.volumeMounts !== undefined || container.volumeDevices !== undefined) {
    checkContainerMounts(errors, path, container, context.volumes);
  }
  checkOneOf(errors, path, 'imagePullPolicy', container.imagePullPolicy, PULL_POLICIES);
  const resources = container.resources as Container['resources'] | undefined;
  if (resources !== undefined && !isEmptyObject(resources)) {
    checkContainerResources(errors, path.child('resources'), resources, context.claimNames);
  }
  if (container.resizePolicy !== undefined) {
    checkResizePolicy(errors, path.child('resizePolicy'), container.resizePolicy, context.restartPolicy);
  }
  if (container.securityContext !== undefined) {
    checkSecurityContext(errors, path.child('securityContext'), container.securityContext, context.hostUsers);
  }
}

function isEmptyObject(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

/** validateContainerRestartPolicy: a container's own rule, beside the pod's. */
function checkRestartRules(errors: ErrorList, path: Path, container: Container): void {
  const { restartPolicy, restartPolicyRules } = container;
  const at = path.child('restartPolicy');
  if (restartPolicy !== undefined && !CONTAINER_RESTART_POLICIES.includes(restartPolicy)) {
    errors.push(field.notSupported(at, restartPolicy, CONTAINER_RESTART_POLICIES));
  }
  if (restartPolicyRules === undefined || restartPolicyRules.length === 0) return;
  if (restartPolicy === undefined) {
    errors.push(field.required(at, 'must specify restartPolicy when restart rules are used'));
  }
  const rules = path.child('restartPolicyRules');
  if (restartPolicyRules.length > MAX_RESTART_RULES) {
    errors.push(field.tooMany(rules, restartPolicyRules.length, MAX_RESTART_RULES));
  }
  restartPolicyRules.forEach(({ action, exitCodes }, i) => {
    const rule = rules.index(i);
    if (action !== 'Restart') errors.push(field.notSupported(rule.child('action'), action, ['Restart']));
    if (exitCodes === undefined) return void errors.push(field.required(rule.child('exitCodes'), 'must be specified'));
    const codes = rule.child('exitCodes');
    if (exitCodes.operator !== 'In' && exitCodes.operator !== 'NotIn') {
      errors.push(field.notSupported(codes.child('operator'), exitCodes.operator, ['In', 'NotIn']));
    }
    const count = exitCodes.values?.length ?? 0;
    if (count > MAX_EXIT_CODES) errors.push(field.tooMany(codes.child('values'), count, MAX_EXIT_CODES));
  });
}

/** AccumulateUniqueHostPorts. */
function checkHostPorts(errors: ErrorList, path: Path, containers: readonly Container[]): void {
  let seen: Set<string> | undefined;
  containers.forEach((container, i) => {
    container.ports?.forEach((port, j) => {
      const { hostPort = 0, hostIP = '', protocol } = port;
      if (hostPort === 0) return;
      const key = `${protocol}/${hostIP}/${hostPort}`;
      seen ??= new Set();
      if (seen.has(key)) errors.push(field.duplicate(path.index(i).child('ports').index(j).child('hostPort'), key));
      seen.add(key);
    });
  });
}

/** validateContainers. */
export function checkContainers(errors: ErrorList, path: Path, spec: PodSpec, context: ContainerContext): void {
  const { containers } = spec;
  if (containers.length === 0) return void errors.push(field.required(path));
  const names = new Set<string>();
  containers.forEach((container, i) => {
    const at = path.index(i);
    checkCommon(errors, at, container, context);
    if (names.has(container.name)) errors.push(field.duplicate(at.child('name'), container.name));
    names.add(container.name);
    checkLongRunning(errors, at, container, context.gracePeriod);
    checkRestartRules(errors, at, container);
  });
  checkHostPorts(errors, path, containers);
}

/** validateInitContainers. */
export function checkInitContainers(errors: ErrorList, path: Path, spec: PodSpec, context: ContainerContext): void {
  const names = new Set(spec.containers.map((container) => container.name));
  spec.initContainers?.forEach((container, i) => {
    const at = path.index(i);
    checkCommon(errors, at, container, context);
    checkRestartRules(errors, at, container);
    if (names.has(container.name)) errors.push(field.duplicate(at.child('name'), container.name));
    else if (!isUnset(container.name)) names.add(container.name);
    checkHostPorts(errors, path, [container]);
    if (container.restartPolicy === 'Always') checkLongRunning(errors, at, container, context.gracePeriod);
    else forbidLongRunning(errors, at, container);
  });
}

const ONLY_FOR_OTHERS = [
  'ports',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'resizePolicy',
  'restartPolicy',
] as const;

/** validateEphemeralContainers: they come late, and the pod may not rely on them. */
export function checkEphemeralContainers(
  errors: ErrorList,
  path: Path,
  spec: PodSpec,
  context: ContainerContext,
): void {
  if (spec.ephemeralContainers === undefined) return;
  const others = new Set([...spec.containers, ...(spec.initContainers ?? [])].map((container) => container.name));
  const names = new Set(others);
  const why = 'cannot be set for an Ephemeral Container';
  spec.ephemeralContainers.forEach((container, i) => {
    const at = path.index(i);
    checkCommon(errors, at, container, context);
    checkImageSpace(errors, at, container.image);
    if (names.has(container.name)) errors.push(field.duplicate(at.child('name'), container.name));
    names.add(container.name);
    const target = container.targetContainerName ?? '';
    if (target !== '' && !others.has(target)) errors.push(field.notFound(at.child('targetContainerName'), target));
    for (const name of ONLY_FOR_OTHERS) {
      if (container[name] !== undefined) errors.push(field.forbidden(at.child(name), why));
    }
    if (container.resources !== undefined && !isEmptyObject(container.resources)) {
      errors.push(field.forbidden(at.child('resources'), why));
    }
    container.volumeMounts?.forEach((mount, j) => {
      for (const name of ['subPath', 'subPathExpr'] as const) {
        if (!isUnset(mount[name])) errors.push(field.forbidden(at.child('volumeMounts').index(j).child(name), why));
      }
    });
  });
}

function checkImageSpace(errors: ErrorList, path: Path, image: string | undefined): void {
  if (image === undefined || image.trim().length === image.length) return;
  errors.push(field.invalid(path.child('image'), image, 'must not have leading or trailing whitespace'));
}

/** validateContainersOnlyForPod: templates are let off for the sake of those that exist. */
export function checkImagesOfPod(errors: ErrorList, path: Path, spec: PodSpec): void {
  spec.containers.forEach(({ image }, i) => {
    if (image !== undefined && image.trim().length !== image.length) {
      checkImageSpace(errors, path.child('containers').index(i), image);
    }
  });
  spec.initContainers?.forEach(({ image }, i) => checkImageSpace(errors, path.child('initContainers').index(i), image));
}
