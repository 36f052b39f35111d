import { getNested, isNotFound } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import { asPod, byLogging, firstPod } from '../../polymorphichelpers/first-pod.ts';
import { goTypeOf, selectorForObject } from '../../polymorphichelpers/selectors.ts';
import {
  annotatedContainer,
  containersOf,
  findContainer,
  findOrDefaultContainer,
  podName,
} from '../../remote/containers.ts';
import { oneObject, podsOrNamed } from '../../remote/one-object.ts';
import { corePath, listAll } from '../../rest/list-all.ts';
import type { Json } from '../../rest/types.ts';
import type { LogOptions } from './options.ts';

export interface Log {
  readonly pod: Json;
  readonly container: string;
}

/** The logs that a command line means; undefined: nothing has the labels. */
export async function logsOf(
  invocation: Invocation,
  { container, validate }: LogOptions,
): Promise<readonly Log[] | undefined> {
  const { flags, factory, args } = invocation;
  const { name: namespace } = await factory.namespace();
  const selector = flags.string('selector');
  if (selector !== '') {
    validate();
    const pods = await podsWith(invocation, namespace, selector);
    return pods.length === 0 ? undefined : pods.flatMap((pod) => logsOfPod(invocation, pod, container));
  }
  const object = await named(invocation, args[0]!, namespace);
  validate();
  if (object['kind'] === 'Pod') return logsOfPod(invocation, object, container);
  const pods = await podsOf(invocation, object);
  return pods.flatMap((pod) => logsOfPod(invocation, pod, container));
}

async function named(invocation: Invocation, word: string, namespace: string): Promise<Json> {
  try {
    return await oneObject(await podsOrNamed(invocation, [word]), 'expected a resource');
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new CommandError(`error from server (NotFound): ${error.message} in namespace "${namespace}"`);
  }
}

async function podsWith({ factory }: Invocation, namespace: string, labelSelector: string): Promise<readonly Json[]> {
  const listing = { rest: factory.rest, chunkSize: 500 };
  return (await listAll<Json>(listing, corePath('pods', namespace), { labelSelector })).map(asPod);
}

/** All of an object's pods with --all-pods, otherwise the one that says most. */
async function podsOf(invocation: Invocation, object: Json): Promise<readonly Json[]> {
  const { flags, factory, world, err } = invocation;
  const namespace = String(getNested(object, ['metadata', 'namespace']) ?? '');
  let selector: string;
  try {
    selector = selectorForObject(object);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`cannot get the logs from ${goTypeOf(object)}: ${error.message}`);
  }
  if (flags.bool('all-pods')) return podsWith(invocation, namespace, selector);
  const timeout = flags.duration('pod-running-timeout');
  const { pod, count } = await firstPod(factory, world, namespace, selector, timeout, byLogging);
  if (count > 1) err(`Found ${count} pods, using pod/${podName(pod)}\n`);
  return [pod];
}

function logsOfPod({ flags, err }: Invocation, pod: Json, name: string): readonly Log[] {
  if (flags.bool('all-containers')) {
    const all = containersOf(pod);
    // Here, and only here, the containers that come first are told first.
    const ordered = [...all.filter(({ kind }) => kind === 'init'), ...all.filter(({ kind }) => kind !== 'init')];
    return ordered.map((container) => ({ pod, container: container.name }));
  }
  const annotated = annotatedContainer(pod);
  if (name === '' && annotated !== '' && findContainer(pod, annotated) === undefined) {
    err(`Default container name ${JSON.stringify(annotated)} not found in a pod\n`);
  }
  if (name !== '' && findContainer(pod, name) === undefined) {
    throw new CommandError(`container ${name} is not valid for pod ${podName(pod)}`);
  }
  const { name: container } = findOrDefaultContainer(pod, name, flags.bool('all-pods') ? undefined : err);
  return [{ pod, container }];
}
