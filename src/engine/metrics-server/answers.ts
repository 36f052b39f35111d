import { durationString, formatTime, newNotFound, parseLabelSelector, type ApiObject } from '../apimachinery/index.ts';
import type { PodReply, PodRequest } from '../cri-api/index.ts';
import type { Usage } from './scrape.ts';

const API_VERSION = 'metrics.k8s.io/v1beta1';
const ROOT = `/apis/${API_VERSION}`;

/** What is known of nodes and pods; the objects come sorted. */
export interface Known {
  nodes(): readonly ApiObject[];
  pods(namespace: string | undefined): readonly ApiObject[];
  usageOfNode(name: string): Usage | undefined;
  /** By container; undefined while one of them has not been seen long enough. */
  usageOfPod(pod: ApiObject): readonly { readonly name: string; readonly usage: Usage }[] | undefined;
}

interface Metrics {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: object;
  readonly timestamp: string;
  readonly window: string;
  readonly usage?: object;
  readonly containers?: readonly { readonly name: string; readonly usage: object }[];
}

const RESOURCES = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: API_VERSION,
  resources: [
    { name: 'nodes', singularName: '', namespaced: false, kind: 'NodeMetrics', verbs: ['get', 'list'] },
    { name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] },
  ],
};

/** What the server answers over HTTP. metrics-server/pkg/api */
export function answer(request: PodRequest, known: Known): PodReply {
  const [path = '', search = ''] = (request.path ?? '').split('?');
  if (path === ROOT) return json(200, RESOURCES);
  if (path === '/readyz' || path === '/livez' || path === '/healthz') return { status: 200, body: 'ok' };
  const match = /^(?:\/namespaces\/([^/]+))?\/(nodes|pods)(?:\/([^/]+))?$/.exec(path.slice(ROOT.length));
  if (!path.startsWith(ROOT) || !match) return json(404, newNotFound({ group: '', resource: '' }, '').status);
  const [, namespace, resource, name] = match;
  const metrics = resource === 'nodes' ? nodeMetrics(known) : podMetrics(known, namespace);
  if (name !== undefined) {
    const found = metrics(() => true, name)[0];
    const asked = namespace === undefined ? name : `${namespace}/${name}`;
    return found
      ? json(200, found)
      : json(404, newNotFound({ group: 'metrics.k8s.io', resource: resource! }, asked).status);
  }
  const items = metrics(selectorIn(search));
  const kind = resource === 'nodes' ? 'NodeMetricsList' : 'PodMetricsList';
  if (request.headers?.['accept']?.includes('as=Table') === true) return json(200, table(items));
  return json(200, { kind, apiVersion: API_VERSION, metadata: {}, items });
}

type Select = (selects: (object: ApiObject) => boolean, name?: string) => readonly Metrics[];

function nodeMetrics(known: Known): Select {
  return (selects, name) =>
    known
      .nodes()
      .filter((node) => selects(node) && (name === undefined || node.metadata.name === name))
      .flatMap((node) => {
        const usage = known.usageOfNode(node.metadata.name);
        return usage ? [{ ...head('NodeMetrics', node, usage), usage: amounts(usage) }] : [];
      });
}

function podMetrics(known: Known, namespace: string | undefined): Select {
  return (selects, name) =>
    known
      .pods(namespace)
      .filter((pod) => selects(pod) && (name === undefined || pod.metadata.name === name))
      .flatMap((pod) => {
        const containers = known.usageOfPod(pod);
        const first = containers?.[0];
        if (!containers || !first) return [];
        const used = containers.map((one) => ({ name: one.name, usage: amounts(one.usage) }));
        return [{ ...head('PodMetrics', pod, first.usage), containers: used }];
      });
}

function head(kind: string, { metadata }: ApiObject, { at, window }: Usage): Metrics {
  const { name, namespace, labels } = metadata;
  const own = { name, ...(namespace && { namespace }), creationTimestamp: formatTime(at), ...(labels && { labels }) };
  return { kind, apiVersion: API_VERSION, metadata: own, timestamp: formatTime(at), window: durationString(window) };
}

function amounts({ nanocores, memoryBytes }: Usage): { readonly cpu: string; readonly memory: string } {
  return { cpu: `${nanocores}n`, memory: `${Math.round(memoryBytes / 1024)}Ki` };
}

function selectorIn(search: string): (object: ApiObject) => boolean {
  const value = /(?:^|&)labelSelector=([^&]*)/.exec(search)?.[1];
  if (!value) return () => true;
  const selector = parseLabelSelector(decodeURIComponent(value));
  return ({ metadata }) => selector.matches(metadata.labels ?? {});
}

/** metrics-server/pkg/api/table.go */
function table(items: readonly Metrics[]): object {
  const column = (name: string, format = '') => ({ name, type: 'string', format, description: '', priority: 0 });
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    columnDefinitions: [column('Name', 'name'), column('cpu'), column('memory'), column('Window')],
    rows: items.map((item) => ({ cells: cellsOf(item), object: partial(item) })),
  };
}

function partial({ metadata }: Metrics): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

function cellsOf({ metadata, usage, containers, window }: Metrics): readonly string[] {
  const used = (usage ? [usage] : (containers ?? []).map((one) => one.usage)) as readonly {
    cpu: string;
    memory: string;
  }[];
  const sum = (key: 'cpu' | 'memory') => used.reduce((total, one) => total + parseInt(one[key], 10), 0);
  return [(metadata as { name: string }).name, `${sum('cpu')}n`, `${sum('memory')}Ki`, window];
}

function json(status: number, body: unknown): PodReply {
  return { status, body: JSON.stringify(body) };
}
