import { field, isHTTPHeaderName, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { checkNonnegative, checkPortNum, checkPortNumOrName, isUnset, rejectEach } from '../validate.ts';
import type { Container, HTTPGetAction, Lifecycle, Probe } from './types.ts';

/** A probe asks, a lifecycle hook does; what they can do is nearly the same. */
interface Handler {
  readonly exec?: { readonly command?: readonly string[] };
  readonly httpGet?: HTTPGetAction;
  readonly tcpSocket?: { readonly port: number | string };
  readonly grpc?: { readonly port: number };
  readonly sleep?: { readonly seconds: number };
}

const KINDS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

function checkHTTPGet(errors: ErrorList, path: Path, action: HTTPGetAction): void {
  if (isUnset(action.path)) errors.push(field.required(path.child('path')));
  checkPortNumOrName(errors, path, 'port', action.port);
  const scheme: string = action.scheme ?? '';
  if (scheme !== 'HTTP' && scheme !== 'HTTPS') {
    errors.push(field.notSupported(path.child('scheme'), scheme, ['HTTP', 'HTTPS']));
  }
  for (const { name } of action.httpHeaders ?? []) {
    rejectEach(errors, path.child('httpHeaders'), name, isHTTPHeaderName(name));
  }
}

function checkSleep(errors: ErrorList, path: Path, seconds: number, gracePeriod: number | undefined): void {
  if (gracePeriod === undefined || (seconds >= 0 && seconds <= gracePeriod)) return;
  const why = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`;
  errors.push(field.invalid(path, seconds, why));
}

function checkAction(
  errors: ErrorList,
  path: Path,
  kind: (typeof KINDS)[number],
  handler: Handler,
  grace: number | undefined,
): void {
  const at = path.child(kind);
  if (kind === 'exec' && !handler.exec?.command?.length) errors.push(field.required(at.child('command')));
  if (kind === 'httpGet' && handler.httpGet !== undefined) checkHTTPGet(errors, at, handler.httpGet);
  if (kind === 'tcpSocket' && handler.tcpSocket !== undefined) {
    checkPortNumOrName(errors, at, 'port', handler.tcpSocket.port);
  }
  if (kind === 'grpc' && handler.grpc !== undefined) checkPortNum(errors, at, 'port', handler.grpc.port);
  if (kind === 'sleep' && handler.sleep !== undefined) checkSleep(errors, at, handler.sleep.seconds, grace);
}

/** validateHandler. */
function checkHandler(errors: ErrorList, path: Path, handler: Handler, grace: number | undefined): void {
  let found = 0;
  for (const kind of KINDS) {
    if (handler[kind] === undefined) continue;
    if (found++ === 0) checkAction(errors, path, kind, handler, grace);
    else errors.push(field.forbidden(path.child(kind), 'may not specify more than 1 handler type'));
  }
  if (found === 0) errors.push(field.required(path, 'must specify a handler type'));
}

/** validateProbe and what liveness, readiness and startup ask beyond it. */
function checkProbe(
  errors: ErrorList,
  path: Path,
  probe: Probe,
  grace: number | undefined,
  isReadiness: boolean,
): void {
  checkHandler(errors, path, probe, grace);
  checkNonnegative(errors, path, 'initialDelaySeconds', probe.initialDelaySeconds);
  checkNonnegative(errors, path, 'timeoutSeconds', probe.timeoutSeconds);
  checkNonnegative(errors, path, 'periodSeconds', probe.periodSeconds);
  checkNonnegative(errors, path, 'successThreshold', probe.successThreshold);
  checkNonnegative(errors, path, 'failureThreshold', probe.failureThreshold);
  const own = probe.terminationGracePeriodSeconds;
  if (own !== undefined && own <= 0) {
    errors.push(field.invalid(path.child('terminationGracePeriodSeconds'), own, 'must be greater than 0'));
  }
  if (isReadiness) {
    if (own === undefined) return;
    errors.push(field.invalid(path.child('terminationGracePeriodSeconds'), own, 'must not be set for readinessProbes'));
  } else if (probe.successThreshold !== 1) {
    errors.push(field.invalid(path.child('successThreshold'), probe.successThreshold, 'must be 1'));
  }
}

function checkLifecycle(errors: ErrorList, path: Path, lifecycle: Lifecycle, grace: number | undefined): void {
  const { postStart, preStop } = lifecycle;
  if (postStart !== undefined) checkHandler(errors, path.child('postStart'), postStart, grace);
  if (preStop !== undefined) checkHandler(errors, path.child('preStop'), preStop, grace);
}

/** Hooks and probes of a container that runs for as long as the pod. */
export function checkLongRunning(errors: ErrorList, path: Path, container: Container, grace: number | undefined): void {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container;
  if (lifecycle !== undefined) checkLifecycle(errors, path.child('lifecycle'), lifecycle, grace);
  if (livenessProbe !== undefined) checkProbe(errors, path.child('livenessProbe'), livenessProbe, grace, false);
  if (readinessProbe !== undefined) checkProbe(errors, path.child('readinessProbe'), readinessProbe, grace, true);
  if (startupProbe !== undefined) checkProbe(errors, path.child('startupProbe'), startupProbe, grace, false);
}

const ONLY_SIDECARS = 'may not be set for init containers without restartPolicy=Always';

/** An init container ends before the pod begins, so there is nothing to probe. */
export function forbidLongRunning(errors: ErrorList, path: Path, container: Container): void {
  for (const name of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    if (container[name] !== undefined) errors.push(field.forbidden(path.child(name), ONLY_SIDECARS));
  }
}
