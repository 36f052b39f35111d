import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IContainerState } from 'kubernetes-models/v1/ContainerState';
import type { IContainerStatus } from 'kubernetes-models/v1/ContainerStatus';
import { compareStrings, goQuote, sortedKeys } from '../../engine/apimachinery/index.ts';
import { describeEnvironment, describeEnvironmentFrom, type FieldValue } from './environment.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { probeText } from './probes.ts';
import { orElse, quantity, rfc1123z, titled } from './text.ts';

type Ports = IContainer['ports'];

interface SeccompHolder {
  readonly seccompProfile?: { readonly type: string; readonly localhostProfile?: string };
}

function portsText(ports: Ports, number: (port: NonNullable<Ports>[number]) => number): string {
  return (ports ?? []).map((port) => `${number(port)}/${port.protocol ?? ''}`).join(', ');
}

function portLine(w: PrefixWriter, title: string, text: string): void {
  w.line(2, text.includes(',') ? `${title}s:\t${text}` : `${title}:\t${orElse(text)}`);
}

/** Where the profile's file stands one level further in, when there is one. */
export function describeSeccomp(
  w: PrefixWriter,
  context: SeccompHolder | undefined,
  level: number,
  within: number,
): void {
  const profile = context?.seccompProfile;
  if (profile === undefined) return;
  w.line(level, `SeccompProfile:\t${profile.type}`);
  if (profile.type === 'Localhost') w.line(within, `LocalhostProfile:\t${profile.localhostProfile ?? ''}`);
}

function describeBasics(
  container: IContainer,
  status: IContainerStatus | undefined,
  indent: string,
  w: PrefixWriter,
): void {
  w.line(1, `${indent === '' ? '' : ' '}${container.name}:`);
  if (status !== undefined) w.line(2, `Container ID:\t${status.containerID ?? ''}`);
  w.line(2, `Image:\t${container.image ?? ''}`);
  if (status !== undefined) w.line(2, `Image ID:\t${status.imageID ?? ''}`);
  portLine(
    w,
    'Port',
    portsText(container.ports, (port) => port.containerPort),
  );
  portLine(
    w,
    'Host Port',
    portsText(container.ports, (port) => port.hostPort ?? 0),
  );
  describeSeccomp(w, container.securityContext, 2, 3);
}

function describeWords(w: PrefixWriter, title: string, words: readonly string[] | undefined): void {
  if (words === undefined || words.length === 0) return;
  w.line(2, `${title}:`);
  for (const line of words.flatMap((word) => word.split('\n'))) w.line(3, line);
}

function describeState(name: string, state: IContainerState, w: PrefixWriter): void {
  const { running, terminated, waiting } = state;
  if (running !== undefined) {
    w.line(2, `${name}:\tRunning`);
    w.line(3, `Started:\t${rfc1123z(running.startedAt)}`);
  } else if (waiting !== undefined || terminated === undefined) {
    w.line(2, `${name}:\tWaiting`);
    if ((waiting?.reason ?? '') !== '') w.line(3, `Reason:\t${waiting?.reason}`);
  } else {
    w.line(2, `${name}:\tTerminated`);
    if ((terminated.reason ?? '') !== '') w.line(3, `Reason:\t${terminated.reason}`);
    if ((terminated.message ?? '') !== '') w.line(3, `Message:\t${terminated.message}`);
    w.line(3, `Exit Code:\t${terminated.exitCode}`);
    if ((terminated.signal ?? 0) > 0) w.line(3, `Signal:\t${terminated.signal}`);
    w.line(3, `Started:\t${rfc1123z(terminated.startedAt)}`);
    w.line(3, `Finished:\t${rfc1123z(terminated.finishedAt)}`);
  }
}

function describeStatus(status: IContainerStatus, w: PrefixWriter): void {
  describeState('State', status.state ?? {}, w);
  if (status.lastState?.terminated !== undefined) describeState('Last State', status.lastState, w);
  w.line(2, `Ready:\t${titled(status.ready)}`);
  w.line(2, `Restart Count:\t${status.restartCount}`);
}

type Amounts = NonNullable<IContainer['resources']>['limits'];

function describeAmounts(w: PrefixWriter, title: string, amounts: Amounts, level: number): void {
  const names = sortedKeys(amounts);
  if (names.length > 0) w.line(level, `${title}:`);
  for (const name of names) w.line(level + 1, `${name}:\t${quantity(amounts?.[name]).toString()}`);
}

/** describeResources. */
export function describeResources(resources: IContainer['resources'], w: PrefixWriter, level: number): void {
  describeAmounts(w, 'Limits', resources?.limits, level);
  describeAmounts(w, 'Requests', resources?.requests, level);
}

function describeMounts({ volumeMounts, volumeDevices }: IContainer, w: PrefixWriter): void {
  const mounts = [...(volumeMounts ?? [])].sort((a, b) => compareStrings(a.mountPath, b.mountPath));
  const none = mounts.length === 0 ? '\t<none>' : '';
  w.line(2, `Mounts:${none}`);
  for (const { mountPath, name, readOnly, subPath } of mounts) {
    const path = (subPath ?? '') === '' ? '' : `,path=${goQuote(subPath ?? '')}`;
    w.line(3, `${mountPath} from ${name} (${readOnly === true ? 'ro' : 'rw'}${path})`);
  }
  if (volumeDevices === undefined || volumeDevices.length === 0) return;
  w.line(2, `Devices:${none}`);
  for (const { devicePath, name } of [...volumeDevices].sort((a, b) => compareStrings(a.devicePath, b.devicePath))) {
    w.line(3, `${devicePath} from ${name}`);
  }
}

/** describeContainers; without statuses for a template, and then without values of the pod's fields. */
export function describeContainers(
  title: string,
  containers: readonly IContainer[] | undefined,
  statuses: readonly IContainerStatus[] | undefined,
  fieldValue: FieldValue | undefined,
  w: PrefixWriter,
  indent: string,
): void {
  w.line(0, `${indent}${title}:${(containers ?? []).length === 0 ? ' <none>' : ''}`);
  for (const container of containers ?? []) {
    const status = statuses?.findLast(({ name }) => name === container.name);
    describeBasics(container, status, indent, w);
    describeWords(w, 'Command', container.command);
    describeWords(w, 'Args', container.args);
    if (status !== undefined) describeStatus(status, w);
    describeResources(container.resources, w, 2);
    if (container.livenessProbe !== undefined) w.line(2, `Liveness:\t${probeText(container.livenessProbe)}`);
    if (container.readinessProbe !== undefined) w.line(2, `Readiness:\t${probeText(container.readinessProbe)}`);
    if (container.startupProbe !== undefined) w.line(2, `Startup:\t${probeText(container.startupProbe)}`);
    describeEnvironmentFrom(container, w);
    describeEnvironment(container, fieldValue, w);
    describeMounts(container, w);
  }
}
