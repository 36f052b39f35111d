import { describe, expect, it } from 'vitest';
import { filterAll, makeCache, makeNode, makePod, on, type PodOptions } from '../test-objects.ts';
import type { Plugin } from '../framework/interface.ts';
import type { Node } from '../../api/node/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { NodeAffinity } from './nodeaffinity/index.ts';
import { NodeName } from './nodename/index.ts';
import { NodePorts } from './nodeports/index.ts';
import { Fit } from './noderesources/fit.ts';
import { NodeUnschedulable } from './nodeunschedulable/index.ts';
import { TaintToleration } from './tainttoleration/index.ts';

const FITS = 'fits';

/** The verdict on the only node. */
function verdict(plugin: Plugin, node: Node, pod: PodOptions, placed: readonly Pod[] = []): string {
  const cache = makeCache([node], placed);
  return Object.values(filterAll(plugin, cache, makePod('incoming', pod)))[0] ?? 'no node';
}

describe('NodeResourcesFit', () => {
  const small = makeNode('n', { allocatable: { cpu: '1', memory: '1Gi', pods: '2' } });
  const half = on('n', makePod('half', { requests: { cpu: '500m', memory: '512Mi' } }));

  it.each<[string, PodOptions, readonly Pod[], string]>([
    ['what asks for nothing fits a full node', {}, [on('n', makePod('x', { requests: { cpu: '1' } }))], FITS],
    ['the last of it may be taken', { requests: { cpu: '500m', memory: '512Mi' } }, [half], FITS],
    ['a thousandth too much is too much', { requests: { cpu: '501m' } }, [half], 'Insufficient cpu'],
    [
      'all that is missing is told',
      { requests: { cpu: '2', memory: '2Gi' } },
      [],
      'Insufficient cpu, Insufficient memory',
    ],
    ['a resource nobody has', { requests: { 'nvidia.com/gpu': '1' } }, [], 'Insufficient nvidia.com/gpu'],
    ['ephemeral storage counts', { requests: { 'ephemeral-storage': '1Gi' } }, [], 'Insufficient ephemeral-storage'],
    ['pods are counted too', {}, [on('n', makePod('a')), on('n', makePod('b'))], 'Too many pods'],
  ])('%s', (_, pod, placed, expected) => {
    expect(verdict(new Fit(), small, pod, placed)).toBe(expected);
  });

  it('counts the largest init container, and sidecars beside the main ones', () => {
    const { containers } = makePod('x', { requests: { cpu: '300m' } }).spec;
    const init = containers.map((c) => ({ ...c, name: 'init', resources: { requests: { cpu: '900m' } } }));
    const sidecar = init.map((c) => ({ ...c, restartPolicy: 'Always' as const }));
    const spec = { containers };
    expect(verdict(new Fit(), small, { spec: { ...spec, initContainers: init } })).toBe(FITS);
    expect(verdict(new Fit(), small, { spec: { ...spec, initContainers: sidecar } })).toBe('Insufficient cpu');
  });
});

describe('TaintToleration', () => {
  const tainted = (effect: 'NoSchedule' | 'NoExecute' | 'PreferNoSchedule'): Node =>
    makeNode('n', { spec: { taints: [{ key: 'dedicated', value: 'db', effect }] } });
  const tolerating = (toleration: object): PodOptions => ({ spec: { tolerations: [toleration] } });
  const refusal = 'node(s) had untolerated taint(s)';

  it.each<[string, Node, PodOptions, string]>([
    ['NoSchedule keeps out', tainted('NoSchedule'), {}, refusal],
    ['so does NoExecute', tainted('NoExecute'), {}, refusal],
    ['PreferNoSchedule does not', tainted('PreferNoSchedule'), {}, FITS],
    ['the same key and value', tainted('NoSchedule'), tolerating({ key: 'dedicated', value: 'db' }), FITS],
    ['another value', tainted('NoSchedule'), tolerating({ key: 'dedicated', value: 'web' }), refusal],
    ['Exists asks for no value', tainted('NoSchedule'), tolerating({ key: 'dedicated', operator: 'Exists' }), FITS],
    ['no key bears all', tainted('NoExecute'), tolerating({ operator: 'Exists' }), FITS],
    [
      'another effect',
      tainted('NoExecute'),
      tolerating({ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' }),
      refusal,
    ],
  ])('%s', (_, node, pod, expected) => {
    expect(verdict(new TaintToleration(), node, pod)).toBe(expected);
  });
});

describe('NodeUnschedulable', () => {
  const cordoned = makeNode('n', { spec: { unschedulable: true } });
  it('keeps pods off a cordoned node, but not those that bear the cordon', () => {
    expect(verdict(new NodeUnschedulable(), cordoned, {})).toBe('node(s) were unschedulable');
    const tolerations = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' as const }];
    expect(verdict(new NodeUnschedulable(), cordoned, { spec: { tolerations } })).toBe(FITS);
    expect(verdict(new NodeUnschedulable(), makeNode('n'), {})).toBe(FITS);
  });
});

describe('NodeName', () => {
  it('lets a pod that names its node go nowhere else', () => {
    const cache = makeCache([makeNode('a'), makeNode('b')]);
    expect(filterAll(new NodeName(), cache, on('a', makePod('p')))).toEqual({
      a: FITS,
      b: "node(s) didn't match the requested node name",
    });
  });
});

describe('NodeAffinity', () => {
  const node = makeNode('n', { labels: { disk: 'ssd', cores: '8' } });
  const refusal = "node(s) didn't match Pod's node affinity/selector";
  type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  const required = (key: string, operator: Operator, values?: string[]): PodOptions => ({
    spec: {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key, operator, ...(values && { values }) }] }],
          },
        },
      },
    },
  });

  it.each<[string, PodOptions, string]>([
    ['a selector that holds', { spec: { nodeSelector: { disk: 'ssd' } } }, FITS],
    ['a selector that does not', { spec: { nodeSelector: { disk: 'hdd' } } }, refusal],
    ['In', required('disk', 'In', ['hdd', 'ssd']), FITS],
    ['NotIn', required('disk', 'NotIn', ['ssd']), refusal],
    ['NotIn of a label it has not', required('gpu', 'NotIn', ['a100']), FITS],
    ['Exists', required('gpu', 'Exists'), refusal],
    ['DoesNotExist', required('gpu', 'DoesNotExist'), FITS],
    ['Gt compares numbers', required('cores', 'Gt', ['4']), FITS],
    ['Lt too', required('cores', 'Lt', ['8']), refusal],
  ])('%s', (_, pod, expected) => {
    expect(verdict(new NodeAffinity(), node, pod)).toBe(expected);
  });

  it('needs one of the terms, and an empty term is none', () => {
    const terms = (...nodeSelectorTerms: object[]): PodOptions => ({
      spec: {
        affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
      },
    });
    const no = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['hdd'] }] };
    const yes = { matchExpressions: [{ key: 'disk', operator: 'Exists' }] };
    expect(verdict(new NodeAffinity(), node, terms(no, yes))).toBe(FITS);
    expect(verdict(new NodeAffinity(), node, terms(no, {}))).toBe(refusal);
  });
});

describe('NodePorts', () => {
  const listening = (hostPort: number, hostIP?: string, protocol: 'TCP' | 'UDP' = 'TCP'): PodOptions => ({
    container: { ports: [{ containerPort: 80, hostPort, protocol, ...(hostIP !== undefined && { hostIP }) }] },
  });
  const refusal = "node(s) didn't have free ports for the requested pod ports";
  const check = (wanted: PodOptions, taken: PodOptions): string =>
    verdict(new NodePorts(), makeNode('n'), wanted, [on('n', makePod('there', taken))]);

  it.each<[string, PodOptions, PodOptions, string]>([
    ['the same port', listening(8080), listening(8080), refusal],
    ['another port', listening(8081), listening(8080), FITS],
    ['another protocol', listening(8080, undefined, 'UDP'), listening(8080), FITS],
    ['another address', listening(8080, '10.0.0.1'), listening(8080, '10.0.0.2'), FITS],
    ['all addresses meet each one', listening(8080), listening(8080, '10.0.0.2'), refusal],
    ['and each meets all', listening(8080, '10.0.0.1'), listening(8080), refusal],
  ])('%s', (_, wanted, taken, expected) => {
    expect(check(wanted, taken)).toBe(expected);
  });

  it('gives the port free with its pod', () => {
    const there = on('n', makePod('there', listening(8080)));
    const cache = makeCache([makeNode('n')], [there]);
    cache.removePod(there.metadata.uid);
    expect(filterAll(new NodePorts(), cache, makePod('incoming', listening(8080)))).toEqual({ n: FITS });
  });
});
