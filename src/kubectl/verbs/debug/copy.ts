import { getNested } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import { containersOf, findContainer, podPath } from '../../remote/containers.ts';
import { corePath } from '../../rest/list-all.ts';
import type { Json } from '../../rest/types.ts';
import { attachIfAsked, debugContainer, debugContainerName } from './container.ts';

/** A pod like the other, with what --image, --set-image and the command change in it. */
export async function debugByCopy(invocation: Invocation, pod: Json): Promise<void> {
  const { flags, factory } = invocation;
  const { metadata = {}, spec = {} } = pod as Readonly<Record<'metadata' | 'spec', Json>>;
  const namespace = String(metadata['namespace'] ?? '');
  const { nodeName, ephemeralContainers: _gone, initContainers, ...kept } = spec;
  const { containers, name } = changedContainers(invocation, pod);
  const keeps = keptParts(invocation);
  const copy = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: flags.string('copy-to'),
      namespace,
      ...(keeps.labels && { labels: metadata['labels'] }),
      ...(keeps.annotations && { annotations: metadata['annotations'] }),
    },
    spec: {
      ...kept,
      containers,
      ...(keeps.initContainers && initContainers !== undefined && { initContainers }),
      ...(flags.bool('same-node') && { nodeName }),
      ...(keeps.sharesProcesses && { shareProcessNamespace: true }),
    },
  };
  const made = await factory.rest.post(corePath('pods', namespace), copy);
  if (flags.bool('replace')) await factory.rest.delete(podPath(pod, '').replace(/\/$/, ''));
  await attachIfAsked(invocation, made, name);
}

interface Kept {
  readonly labels: boolean;
  readonly annotations: boolean;
  readonly probes: boolean;
  readonly initContainers: boolean;
  readonly sharesProcesses: boolean;
}

/** A copy whose images alone change is else the same; the legacy profile takes the labels off only. */
function keptParts({ flags, args, dash }: Invocation): Kept {
  const share = flags.bool('share-processes');
  const all = { labels: true, annotations: true, probes: true, initContainers: true, sharesProcesses: false };
  if (flags.string('image') === '' && (dash === undefined || args.length === dash)) return all;
  if (flags.string('profile') === 'legacy') {
    return { ...all, labels: false, sharesProcesses: share && flags.changed('share-processes') };
  }
  return {
    labels: flags.bool('keep-labels'),
    annotations: flags.bool('keep-annotations'),
    probes: false,
    initContainers: flags.bool('keep-init-containers'),
    sharesProcesses: share,
  };
}

function changedContainers(
  invocation: Invocation,
  pod: Json,
): { readonly containers: readonly Json[]; readonly name: string } {
  const { flags, args, dash } = invocation;
  const images = new Map(flags.list('set-image').map(imagePair));
  const bare = containersOf(pod)
    .filter(({ kind }) => kind === 'container')
    .map(({ spec }) => withoutProbes(invocation, withImage(spec, images)));
  const command = dash === undefined ? [] : args.slice(dash);
  const given = flags.string('container');
  if (flags.string('image') === '') {
    const name = given || String(bare[0]?.['name']);
    const at = bare.findIndex((one) => one['name'] === name);
    if (at < 0)
      throw new CommandError(`pod "${String(getNested(pod, ['metadata', 'name']))}" has no container named ${name}`);
    if (command.length > 0)
      bare[at] = flags.bool('arguments-only') ? { ...bare[at], args: command } : { ...bare[at], command };
    return { containers: bare, name };
  }
  const name = given !== '' && findContainer(pod, given) ? given : debugContainerName(invocation, pod);
  const added = debugContainer(invocation, name);
  const at = bare.findIndex((one) => one['name'] === name);
  if (at < 0) return { containers: [...bare, added], name };
  bare[at] = { ...bare[at], ...added };
  return { containers: bare, name };
}

function imagePair(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1)
    throw new CommandError(`invalid argument "${text}" for "--set-image" flag: ${text} must be formatted as key=value`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function withImage(spec: Json, images: ReadonlyMap<string, string>): Json {
  const image = images.get(String(spec['name'])) ?? images.get('*');
  return image === undefined ? spec : { ...spec, image };
}

function withoutProbes(invocation: Invocation, spec: Json): Json {
  const { flags } = invocation;
  if (keptParts(invocation).probes) return spec;
  const { livenessProbe, readinessProbe, startupProbe, ...rest } = spec;
  return {
    ...rest,
    ...(flags.bool('keep-liveness') && livenessProbe !== undefined && { livenessProbe }),
    ...(flags.bool('keep-readiness') && readinessProbe !== undefined && { readinessProbe }),
    ...(flags.bool('keep-startup') && startupProbe !== undefined && { startupProbe }),
  };
}
