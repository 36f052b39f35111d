import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { ailmentOf } from './ailment.ts';
import { line, type Answer, type Explainer, type Line, type Look } from './answer.ts';
import { at, isReady, number, records, text } from './fields.ts';

const SLICES = 'endpointslices.discovery.k8s.io';

/** What a service leads to is told beside this; here, what keeps connections from arriving although there are pods. */
export const service: Explainer = {
  reads: ['pods', SLICES],
  explain(object, look): Answer | undefined {
    const lines = [...balancerLines(object), ...portLines(object, look('pods'))];
    return lines.length === 0 ? undefined : { title: 'answer.service.title', lines };
  },
};

function balancerLines(object: ApiObject): readonly Line[] {
  if (text(object.spec, 'type') === 'ExternalName')
    return [line('fact', 'answer.service.external', { name: text(object.spec, 'externalName') })];
  if (text(object.spec, 'clusterIP') === 'None') return [line('fact', 'answer.service.headless')];
  if (text(object.spec, 'type') !== 'LoadBalancer') return [];
  const address = records(object.status, 'loadBalancer', 'ingress').map(
    (one) => text(one, 'ip') || text(one, 'hostname'),
  )[0];
  return [
    address === undefined
      ? line('wait', 'answer.service.noBalancer')
      : line('ok', 'answer.service.balancer', { address }),
  ];
}

/** A named target port that no container of a chosen pod has leads nowhere; a number that nobody declares may be a slip. */
function portLines(object: ApiObject, pods: readonly ApiObject[]): readonly Line[] {
  const selector = Object.entries((at(object.spec, 'selector') ?? {}) as Readonly<Record<string, string>>);
  if (selector.length === 0) return [];
  const chosen = pods.filter(
    ({ metadata }) =>
      metadata.namespace === object.metadata.namespace &&
      selector.every(([key, value]) => metadata.labels?.[key] === value),
  );
  const ports = chosen.flatMap((pod) => records(pod.spec, 'containers').flatMap((one) => records(one, 'ports')));
  if (chosen.length === 0) return [];
  return records(object.spec, 'ports').flatMap((port) => {
    const target = at(port, 'targetPort') ?? number(port, 'port');
    if (typeof target === 'string' && !/^\d+$/.test(target))
      return ports.some((one) => one['name'] === target)
        ? []
        : [line('blocked', 'answer.service.noNamedPort', { target })];
    const declared = ports.map((one) => number(one, 'containerPort'));
    if (declared.length === 0 || declared.includes(Number(target))) return [];
    return [
      line('blocked', 'answer.service.noPort', { target: Number(target), ports: [...new Set(declared)].join(', ') }),
    ];
  });
}

/** Every rule of an ingress, and whether somebody stands behind it. */
export const ingress: Explainer = {
  reads: ['services', SLICES, 'ingressclasses.networking.k8s.io'],
  explain(object, look): Answer {
    const lines: Line[] = [...classLines(object, look)];
    for (const rule of records(object.spec, 'rules'))
      for (const path of records(rule, 'http', 'paths')) {
        const host = text(rule, 'host') || '*';
        lines.push(backendLine(object, `${host}${text(path, 'path')}`, at(path, 'backend', 'service'), look));
      }
    const fallback = at(object.spec, 'defaultBackend', 'service');
    if (fallback !== undefined) lines.push(backendLine(object, '*', fallback, look));
    return { title: 'answer.ingress.title', lines };
  },
};

function classLines(object: ApiObject, look: Look): readonly Line[] {
  const className = text(object.spec, 'ingressClassName');
  if (className === '') return [];
  const there = look('ingressclasses.networking.k8s.io').some(({ metadata }) => metadata.name === className);
  return there ? [] : [line('blocked', 'answer.ingress.noClass', { className })];
}

function backendLine(object: ApiObject, rule: string, backend: unknown, look: Look): Line {
  const name = text(backend, 'name');
  const namespace = object.metadata.namespace ?? '';
  const found = look('services').find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  if (!found) return line('blocked', 'answer.ingress.noService', { rule, name });
  const ref = { resource: 'services', namespace, name };
  const wanted = at(backend, 'port', 'number') ?? at(backend, 'port', 'name');
  const has = records(found.spec, 'ports').some((port) => port['port'] === wanted || port['name'] === wanted);
  if (!has && (typeof wanted === 'string' || typeof wanted === 'number'))
    return line('blocked', 'answer.ingress.noPort', { rule, name, port: wanted }, { ref });
  const count = look(SLICES)
    .filter(
      ({ metadata }) => metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === name,
    )
    .flatMap((slice) => records(slice, 'endpoints'))
    .filter((endpoint) => at(endpoint, 'conditions', 'ready') !== false).length;
  return line(
    count > 0 ? 'ok' : 'blocked',
    count > 0 ? 'answer.ingress.leads' : 'answer.ingress.nobody',
    { rule, name, count },
    { ref },
  );
}

/** A pod that has a node: what it does, or what ails it. */
export const placedPod: Explainer = {
  reads: [],
  explain(pod): Answer | undefined {
    if (text(pod.spec, 'nodeName') === '' && pod.metadata.deletionTimestamp === undefined) return undefined;
    const name = pod.metadata.name;
    const ailment = ailmentOf(pod);
    if (!ailment && !isReady(pod)) return undefined;
    const { ref, ...own } = ailment ?? line('ok', 'answer.pod.ready', { name, node: text(pod.spec, 'nodeName') });
    void ref;
    return { title: 'answer.pod.title', lines: [own] };
  },
};
