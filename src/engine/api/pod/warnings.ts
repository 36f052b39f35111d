import { goQuote, isDNS1123Label, newPath, tryParseQuantity, type Path } from '../../apimachinery/index.ts';
import { deprecatedNodeLabel } from '../node/labels.ts';
import type { ResourceList } from '../wire.ts';
import type {
  Container,
  ContainerPort,
  NodeSelectorTerm,
  Pod,
  PodAffinity,
  PodSpec,
  PodTemplateSpec,
} from './types.ts';

/** GetWarningsForPod and GetWarningsForPodTemplate: let through, and worth a word. pkg/api/pod/warnings.go */
type At = (...names: readonly string[]) => Path;

const DEPRECATED_VOLUMES: readonly (readonly [source: string, since: string])[] = [
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];

const DEPRECATED_ANNOTATIONS: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
};

const NO_SELECTOR = 'a null labelSelector results in matching no pod';

function termWarnings(path: Path, term: NodeSelectorTerm): string[] {
  return (term.matchExpressions ?? []).flatMap(({ key }, i) => {
    const why = deprecatedNodeLabel(key);
    return why === undefined ? [] : [`${path.child('matchExpressions').index(i).child('key')}: ${key} is ${why}`];
  });
}

function placementWarnings(at: At, spec: PodSpec): string[] {
  const warnings: string[] = [];
  for (const key of Object.keys(spec.nodeSelector ?? {})) {
    const why = deprecatedNodeLabel(key);
    if (why !== undefined) warnings.push(`${at('spec', 'nodeSelector').key(key)}: ${why}`);
  }
  const affinity = spec.affinity?.nodeAffinity;
  const path = at('spec', 'affinity', 'nodeAffinity');
  affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms.forEach((term, i) => {
    const terms = path.child('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
    warnings.push(...termWarnings(terms.index(i), term));
  });
  affinity?.preferredDuringSchedulingIgnoredDuringExecution?.forEach(({ preference }, i) => {
    const terms = path.child('preferredDuringSchedulingIgnoredDuringExecution');
    warnings.push(...termWarnings(terms.index(i).child('preference'), preference));
  });
  spec.topologySpreadConstraints?.forEach(({ topologyKey, labelSelector }, i) => {
    const constraint = at('spec', 'topologySpreadConstraints').index(i);
    const why = deprecatedNodeLabel(topologyKey);
    if (why !== undefined) warnings.push(`${constraint.child('topologyKey')}: ${topologyKey} is ${why}`);
    if (labelSelector === undefined) warnings.push(`${constraint.child('labelSelector')}: ${NO_SELECTOR}`);
  });
  return warnings;
}

function podAffinityWarnings(path: Path, affinity: PodAffinity | undefined): string[] {
  const warnings: string[] = [];
  affinity?.requiredDuringSchedulingIgnoredDuringExecution?.forEach((term, i) => {
    if (term.labelSelector !== undefined) return;
    const at = path.child('requiredDuringSchedulingIgnoredDuringExecution').index(i).child('labelSelector');
    warnings.push(`${at}: ${NO_SELECTOR}`);
  });
  affinity?.preferredDuringSchedulingIgnoredDuringExecution?.forEach(({ podAffinityTerm }, i) => {
    if (podAffinityTerm.labelSelector !== undefined) return;
    const at = path.child('preferredDuringSchedulingIgnoredDuringExecution').index(i);
    warnings.push(`${at.child('podAffinityTerm', 'labelSelector')}: ${NO_SELECTOR}`);
  });
  return warnings;
}

function volumeWarnings(at: At, spec: PodSpec): string[] {
  return (spec.volumes ?? []).flatMap((volume, i) =>
    DEPRECATED_VOLUMES.filter(([source]) => Object.hasOwn(volume, source)).map(
      ([source, since]) =>
        `${at('spec', 'volumes')
          .index(i)
          .child(source === 'storageos' ? 'storageOS' : source)}: ${since}`,
    ),
  );
}

/** The same name twice in a list that ought to hold each once. */
function duplicates(path: Path, list: readonly (string | undefined)[], name: string): string[] {
  return list.flatMap((value, i) =>
    list.indexOf(value) < i ? [`${path.index(i).child(name)}: duplicate ${name} ${goQuote(value ?? '')}`] : [],
  );
}

function listWarnings(at: At, spec: PodSpec): string[] {
  const secrets = spec.imagePullSecrets ?? [];
  const path = at('spec', 'imagePullSecrets');
  const empty = secrets.flatMap(({ name }, i) =>
    (name ?? '') === '' ? [`${path.index(i).child('name')}: invalid empty name ""`] : [],
  );
  return [
    ...duplicates(
      at('spec', 'hostAliases'),
      (spec.hostAliases ?? []).map((alias) => alias.ip),
      'ip',
    ),
    ...duplicates(
      path,
      secrets.map((secret) => secret.name),
      'name',
    ),
    ...empty,
  ];
}

function fractionWarnings(path: Path, list: ResourceList | undefined): string[] {
  return ['memory', 'ephemeral-storage'].flatMap((name) => {
    const quantity = list?.[name] === undefined ? undefined : tryParseQuantity(list[name]);
    if (quantity === undefined || quantity.milliValue() % 1000 === 0) return [];
    return [`${path.key(name)}: fractional byte value ${goQuote(quantity.toString())} is invalid, must be an integer`];
  });
}

function envWarnings(path: Path, container: Container): string[] {
  const env = container.env ?? [];
  const seen = new Set<string>();
  return env.flatMap(({ name, value = '', valueFrom }, i) => {
    const reference = `$(${name})`;
    const hides = seen.has(name) && (valueFrom !== undefined || value === reference || !value.includes(reference));
    seen.add(name);
    if (!hides) return [];
    const why = `hides previous definition of ${goQuote(name)}, which may be dropped when using apply`;
    return [`${path.child('env').index(i)}: ${why}`];
  });
}

interface KnownPort {
  readonly path: Path;
  readonly port: ContainerPort;
}

function overlap(port: ContainerPort, other: ContainerPort): string | undefined {
  const [hostPort, otherPort] = [port.hostPort ?? 0, other.hostPort ?? 0];
  const [hostIP, otherIP] = [port.hostIP ?? '', other.hostIP ?? ''];
  if (hostIP === otherIP && hostPort === otherPort) return 'duplicate port definition with';
  if (hostPort === 0 || otherPort === 0) return 'overlapping port definition with';
  if (hostPort === otherPort && (hostIP === '') !== (otherIP === '')) {
    return 'dangerously ambiguous port definition with';
  }
  return undefined;
}

function portWarnings(path: Path, container: Container, known: Map<string, KnownPort[]>): string[] {
  return (container.ports ?? []).flatMap((port, i) => {
    const at = path.child('ports').index(i);
    const key = `${port.containerPort}/${port.protocol}`;
    const others = known.get(key) ?? [];
    known.set(key, [...others, { path: at, port }]);
    return others.flatMap((other) => {
      const how = overlap(port, other.port);
      return how === undefined ? [] : [`${at}: ${how} ${other.path}`];
    });
  });
}

function containerWarnings(at: At, spec: PodSpec): string[] {
  const lists = [
    ['initContainers', spec.initContainers ?? []],
    ['containers', spec.containers],
  ] as const;
  const all = lists.flatMap(([name, list]) =>
    list.map((container, i) => ({ container, path: at('spec', name).index(i) })),
  );
  const ports = new Map<string, KnownPort[]>();
  return [
    ...all.flatMap(({ container, path }) => [
      ...fractionWarnings(path.child('resources', 'limits'), container.resources.limits),
      ...fractionWarnings(path.child('resources', 'requests'), container.resources.requests),
      ...envWarnings(path, container),
    ]),
    ...all.flatMap(({ container, path }) => portWarnings(path, container, ports)),
  ];
}

function annotationWarnings(at: At, annotations: Readonly<Record<string, string>> | undefined): string[] {
  if (annotations === undefined) return [];
  return Object.entries(DEPRECATED_ANNOTATIONS).flatMap(([key, why]) =>
    annotations[key] === undefined ? [] : [`${at('metadata', 'annotations').key(key)}: ${why}`],
  );
}

function specWarnings(at: At, spec: PodSpec, annotations: Readonly<Record<string, string>> | undefined): string[] {
  const warnings = [
    ...placementWarnings(at, spec),
    ...annotationWarnings(at, annotations),
    ...volumeWarnings(at, spec),
    ...listWarnings(at, spec),
    ...fractionWarnings(at('spec', 'overhead'), spec.overhead),
    ...containerWarnings(at, spec),
  ];
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    const why = 'must be >= 0; negative values are invalid and will be treated as 1';
    warnings.push(`${at('spec', 'terminationGracePeriodSeconds')}: ${why}`);
  }
  const affinity = at('spec', 'affinity');
  warnings.push(...podAffinityWarnings(affinity.child('podAffinity'), spec.affinity?.podAffinity));
  warnings.push(...podAffinityWarnings(affinity.child('podAntiAffinity'), spec.affinity?.podAntiAffinity));
  return warnings;
}

/** Pods of one template share their spec, and so the answer. */
const known = new WeakMap<PodSpec, readonly string[]>();
const HOSTNAME =
  "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended";
const fromRoot: At = (first = '', ...rest) => newPath(first, ...rest);

export function podWarnings(pod: Pod): readonly string[] {
  const { name, annotations } = pod.metadata;
  const messages = isDNS1123Label(name);
  let warnings = annotations === undefined ? known.get(pod.spec) : undefined;
  if (warnings === undefined) {
    warnings = specWarnings(fromRoot, pod.spec, annotations);
    if (annotations === undefined) known.set(pod.spec, warnings);
  }
  return messages.length === 0 ? warnings : [`${HOSTNAME}: [${messages.join(' ')}]`, ...warnings];
}

const TEMPLATE = newPath('spec', 'template');

export function podTemplateWarnings({ spec, metadata }: PodTemplateSpec, path: Path = TEMPLATE): readonly string[] {
  return specWarnings((name = '', ...more) => path.child(name, ...more), spec, metadata.annotations);
}

/** Most workloads give their names to their pods. */
export function podNameWarnings(name: string): string[] {
  const messages = isDNS1123Label(name);
  if (messages.length === 0) return [];
  const why =
    'this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended';
  return [`metadata.name: ${why}: [${messages.join(' ')}]`];
}

interface Workload {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template: PodTemplateSpec };
}

/** What is said of a new workload's name, and of a template that is new. */
export function workloadWarnings({ metadata, spec }: Workload, old: Workload | undefined): readonly string[] {
  const ofName = old === undefined ? podNameWarnings(metadata.name) : [];
  if (old?.spec.template === spec.template) return ofName;
  return [...ofName, ...podTemplateWarnings(spec.template)];
}
