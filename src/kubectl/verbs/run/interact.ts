import { getNested, newNotFound } from '../../../engine/apimachinery/index.ts';
import { CommandError, ExitError, UsageError } from '../../cobra/errors.ts';
import type { Flags, Invocation } from '../../cobra/types.ts';
import { containersOf, podName, podPath } from '../../remote/containers.ts';
import { followText } from '../../remote/stream.ts';
import { asPod, isPodReady } from '../../polymorphichelpers/first-pod.ts';
import type { Json } from '../../rest/types.ts';
import { until } from '../../rest/until.ts';
import { attachTo } from '../attach.ts';
import { deleteGrace, propagationPolicy } from '../delete/delete-flags.ts';
import { deleteResult } from '../delete/delete-result.ts';

const POD = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  resource: 'pods',
  singular: 'pod',
  shortNames: [],
  categories: [],
  namespaced: true,
  verbs: [],
  subresources: [],
};

/** --restart, when it is a restart policy. */
export function restartsOf(flags: Flags): string {
  const policy = flags.string('restart');
  if (['', 'Always', 'OnFailure', 'Never'].includes(policy)) return policy || 'Always';
  throw new UsageError(`invalid restart policy: ${policy}`);
}

function phaseOf(pod: Json): unknown {
  return getNested(pod, ['status', 'phase']);
}

function completed(pod: Json): boolean {
  return phaseOf(pod) === 'Succeeded' || phaseOf(pod) === 'Failed';
}

/** Attaches to the new pod as soon as it runs; of one that has ended already, and when attaching fails, the log is told. */
export async function interact(invocation: Invocation, created: Json): Promise<void> {
  const { flags } = invocation;
  await attachOrLog(invocation, created, () => attachTo(invocation, created, ''));
  const policy = restartsOf(flags);
  if (flags.bool('leave-stdin-open') || policy === 'Always') return;
  const ended = policy === 'Never' ? completed : (pod: Json): boolean => phaseOf(pod) === 'Succeeded';
  exitAs(await waitForPod(invocation, created, ended), invocation);
}

/** kubectl/pkg/cmd/run/run.go, handleAttachPod; `debug` attaches so too. */
export async function attachOrLog(
  invocation: Invocation,
  created: Json,
  attach: () => Promise<void>,
  container = containersOf(created)[0]?.name ?? '',
): Promise<void> {
  const ready = (pod: Json): boolean => completed(pod) || (phaseOf(pod) === 'Running' && isPodReady(pod));
  const pod = await waitForPod(invocation, created, ready);
  if (completed(pod)) return log(invocation, pod, container);
  try {
    await attach();
  } catch (error) {
    if (error instanceof ExitError || invocation.world.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    invocation.err(`warning: couldn't attach to pod/${podName(pod)}, falling back to streaming logs: ${reason}\n`);
    await log(invocation, pod, container);
  }
}

/** The pod when it is so. */
export async function waitForPod(
  { flags, factory, world }: Invocation,
  created: Json,
  met: (pod: Json) => boolean,
): Promise<Json> {
  const [namespace, name] = [String(getNested(created, ['metadata', 'namespace'])), podName(created)];
  let found = created;
  await until(
    factory.rest,
    world,
    { mapping: POD, namespace, name },
    flags.duration('pod-running-timeout'),
    ({ type, object }) => {
      if (type === 'DELETED') throw newNotFound({ group: '', resource: 'pods' }, '');
      found = asPod(object);
      return met(found);
    },
  );
  return found;
}

async function log({ factory, world, out }: Invocation, pod: Json, container: string): Promise<void> {
  await followText(factory.rest, world, podPath(pod, 'log', [['container', container]]), out);
}

/** Ends kubectl as the container has ended. */
function exitAs(pod: Json, { err }: Invocation): void {
  if (phaseOf(pod) === 'Succeeded') return;
  const where = `pod ${String(getNested(pod, ['metadata', 'namespace']))}/${podName(pod)}`;
  if (phaseOf(pod) !== 'Failed') throw new CommandError(`${where} left in phase ${String(phaseOf(pod))}`);
  const terminated = getNested(pod, ['status', 'containerStatuses', 0, 'state', 'terminated']);
  const code = getNested(terminated, ['exitCode']);
  if (typeof code !== 'number' || code === 0) throw new CommandError(`${where} failed with unknown exit code`);
  const [reason, message] = ['reason', 'message'].map((key) => String(getNested(terminated, [key]) ?? ''));
  err(`${where} terminated (${reason})\n${message === '' ? '' : `${message}\n`}`);
  throw new ExitError(code);
}

/** --rm */
export async function removeCreated(invocation: Invocation, objects: readonly Json[]): Promise<void> {
  const { flags, factory } = invocation;
  for (const object of objects) {
    const namespace = String(getNested(object, ['metadata', 'namespace']) ?? '');
    const named = `${String(object['kind']).toLowerCase()}/${podName(object)}`;
    const builder = factory.builder().namespace(namespace, false).args([named]).requireObject(false).flatten();
    await deleteResult(invocation, builder, {
      policy: propagationPolicy(flags),
      gracePeriod: deleteGrace(flags),
      dryRun: undefined,
      ignoreNotFound: true,
      wait: flags.bool('wait'),
      timeout: flags.duration('timeout'),
      output: '',
      quiet: flags.bool('quiet'),
      warnClusterScope: false,
    });
  }
}
