import type { Container, EnvVar, Pod } from '../api/pod/types.ts';
import { bytesFromBase64, decodeLatin1 } from '../apimachinery/index.ts';
import { type Task } from '../sim/index.ts';
import type { Environment } from './envvars.ts';
import { StartError } from './images.ts';
import type { ObjectCache } from './objects.ts';

export interface PodPlace {
  readonly podIP: string;
  readonly hostIP: string;
  readonly nodeName: string;
}

const NOTHING: Readonly<Record<string, string>> = {};

/** The environment of a container (pkg/kubelet/kubelet_pods.go makeEnvironmentVariables). Throws StartError. */
export function* makeEnvironment(
  pod: Pod,
  container: Container,
  place: PodPlace,
  objects: ObjectCache,
  services: Environment,
): Task<Environment> {
  const { env, envFrom } = container;
  if (!env?.length && !envFrom?.length) return services;
  const result: Record<string, string> = {};
  const namespace = pod.metadata.namespace ?? '';
  for (const source of envFrom ?? []) {
    const reference = source.configMapRef ?? source.secretRef;
    if (!reference) continue;
    const found = source.configMapRef
      ? yield* objects.configMap(namespace, reference.name ?? '')
      : yield* objects.secret(namespace, reference.name ?? '');
    if (typeof found === 'string') {
      if (reference.optional) continue;
      throw new StartError('CreateContainerConfigError', found);
    }
    const decode = source.configMapRef ? plain : decodeBase64;
    for (const [key, value] of Object.entries(found.data ?? NOTHING))
      result[(source.prefix ?? '') + key] = decode(value);
  }
  for (const variable of env ?? []) {
    const known = (name: string) => (Object.hasOwn(result, name) ? result[name] : own(services, name));
    const value = yield* valueOf(pod, container, variable, place, objects, known);
    if (value !== undefined) result[variable.name] = value;
  }
  for (const [name, value] of Object.entries(services)) if (!Object.hasOwn(result, name)) result[name] = value;
  return result;
}

function* valueOf(
  pod: Pod,
  container: Container,
  variable: EnvVar,
  place: PodPlace,
  objects: ObjectCache,
  known: (name: string) => string | undefined,
): Task<string | undefined> {
  const from = variable.valueFrom;
  if (!from) return expand(variable.value ?? '', known);
  if (from.fieldRef) return fieldValue(pod, from.fieldRef.fieldPath, place);
  if (from.resourceFieldRef) {
    const [list, name] = from.resourceFieldRef.resource.split('.') as ['limits' | 'requests', string];
    return container.resources[list]?.[name] ?? '0';
  }
  const namespace = pod.metadata.namespace ?? '';
  const reference = from.configMapKeyRef ?? from.secretKeyRef;
  if (!reference) return undefined;
  const isSecret = from.configMapKeyRef === undefined;
  const found = isSecret
    ? yield* objects.secret(namespace, reference.name ?? '')
    : yield* objects.configMap(namespace, reference.name ?? '');
  if (typeof found === 'string') {
    if (reference.optional) return undefined;
    throw new StartError('CreateContainerConfigError', found);
  }
  const value = found.data?.[reference.key];
  if (value !== undefined) return isSecret ? decodeBase64(value) : value;
  if (reference.optional) return undefined;
  const kind = isSecret ? 'Secret' : 'ConfigMap';
  throw new StartError(
    'CreateContainerConfigError',
    `couldn't find key ${reference.key} in ${kind} ${namespace}/${reference.name ?? ''}`,
  );
}

/** `$(NAME)` stands for a variable defined before; `$$(NAME)` for itself. */
function expand(value: string, known: (name: string) => string | undefined): string {
  if (!value.includes('$')) return value;
  return value.replace(/\$\$|\$\(([^)]+)\)/g, (all, name?: string) =>
    name === undefined ? '$' : (known(name) ?? all),
  );
}

function own(env: Environment, name: string): string | undefined {
  return Object.hasOwn(env, name) ? env[name] : undefined;
}

/** A command or its arguments (pkg/kubelet/container/helpers.go ExpandContainerCommandAndArgs). */
export function expandWords(words: readonly string[] | undefined, env: Environment): readonly string[] | undefined {
  if (!words?.some((word) => word.includes('$'))) return words;
  return words.map((word) => expand(word, (name) => own(env, name)));
}

export function fieldValue(pod: Pod, path: string, place: PodPlace): string {
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (keyed) return pod.metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2]!] ?? '';
  switch (path) {
    case 'metadata.name':
      return pod.metadata.name;
    case 'metadata.namespace':
      return pod.metadata.namespace ?? '';
    case 'metadata.uid':
      return pod.metadata.uid;
    case 'spec.nodeName':
      return place.nodeName;
    case 'spec.serviceAccountName':
      return pod.spec.serviceAccountName ?? '';
    case 'status.hostIP':
    case 'status.hostIPs':
      return place.hostIP;
    case 'status.podIP':
    case 'status.podIPs':
      return place.podIP;
    default:
      return '';
  }
}

function plain(value: string): string {
  return value;
}

/** Bytes become characters one by one, which is right for the ASCII that environments hold. */
export function decodeBase64(text: string): string {
  return decodeLatin1(bytesFromBase64(text));
}
