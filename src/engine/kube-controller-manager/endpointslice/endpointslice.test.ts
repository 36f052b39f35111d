import { describe, expect, it } from 'vitest';
import type { Endpoint, EndpointSlice } from '../../api/endpointslice/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { Service } from '../../api/service/types.ts';
import { Subsets, truncated } from '../endpoints/subsets.ts';
import { withPlaceholder } from './endpoint-slice-controller.ts';
import { podToEndpoint, portKey, type DesiredGroup } from './endpoints.ts';
import { planSlices } from './plan-slices.ts';

const ports = [{ name: '', port: 80, protocol: 'TCP' as const }];
const endpoint = (uid: number): Endpoint => ({
  addresses: [`10.0.0.${uid}`],
  targetRef: { kind: 'Pod', uid: String(uid) },
});
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

function wanted(uids: readonly number[]): Map<string, DesiredGroup> {
  return new Map([[portKey(ports), { ports, endpoints: new Map(uids.map((uid) => [String(uid), endpoint(uid)])) }]]);
}

function slice(name: string, uids: readonly number[]): EndpointSlice {
  return { metadata: { name }, addressType: 'IPv4', endpoints: uids.map(endpoint), ports } as unknown as EndpointSlice;
}

const current = (): boolean => true;

describe('planning slices', () => {
  it('cuts new endpoints into slices of at most so many', () => {
    const plan = planSlices(wanted(range(0, 250)), [], current, 100);
    expect(plan.create.map(({ endpoints }) => endpoints.length)).toEqual([100, 100, 50]);
  });

  it('writes nothing when nothing changed', () => {
    const plan = planSlices(
      wanted(range(0, 150)),
      [slice('a', range(0, 100)), slice('b', range(100, 150))],
      current,
      100,
    );
    expect([plan.create, plan.update, plan.delete]).toEqual([[], [], []]);
  });

  it('fills a slice that must be written anyway before it touches another', () => {
    const plan = planSlices(
      wanted([...range(1, 80), 200]),
      [slice('a', range(0, 50)), slice('b', range(50, 80))],
      current,
      100,
    );
    expect(plan.update.map(({ slice: { metadata }, endpoints }) => [metadata.name, endpoints.length])).toEqual([
      ['a', 50],
    ]);
  });

  it('else takes the fullest one that has room for all the rest', () => {
    const existing = [slice('roomy', range(0, 10)), slice('fuller', range(10, 90)), slice('full', range(90, 190))];
    const plan = planSlices(wanted([...range(0, 190), 500, 501]), existing, current, 100);
    expect(plan.update.map(({ slice: { metadata } }) => metadata.name)).toEqual(['fuller']);
    expect(plan.create).toEqual([]);
  });

  it('removes a slice that has emptied, or whose ports nobody has', () => {
    const other = {
      ...slice('other', [1]),
      ports: [{ name: 'x', port: 1, protocol: 'TCP' }],
    } as unknown as EndpointSlice;
    const plan = planSlices(wanted([1]), [slice('a', [1]), slice('b', [2]), other], current, 100);
    expect(plan.delete.map(({ metadata }) => metadata.name)).toEqual(['other', 'b']);
  });

  it('leaves one empty slice where there are no endpoints', () => {
    const none = withPlaceholder(planSlices(new Map(), [], current, 100), []);
    expect(none.create).toEqual([{ ports: [], endpoints: [] }]);
    const empty = { ...slice('a', []), ports: [] } as unknown as EndpointSlice;
    expect(withPlaceholder(planSlices(new Map(), [empty], current, 100), [empty])).toEqual({
      create: [],
      update: [],
      delete: [],
    });
  });
});

interface Traits {
  readonly ready?: boolean;
  readonly terminating?: boolean;
  readonly named?: number;
}

function pod(uid: string, { ready = true, terminating = false, named }: Traits = {}): Pod {
  const containers = [{ ports: named === undefined ? [] : [{ name: 'admin', containerPort: named, protocol: 'TCP' }] }];
  return {
    metadata: {
      name: uid,
      uid,
      namespace: 'default',
      ...(terminating && { deletionTimestamp: '2026-01-01T00:00:00Z' }),
    },
    spec: { nodeName: 'n1', containers },
    status: {
      phase: 'Running',
      podIP: `10.0.0.${uid}`,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  } as unknown as Pod;
}

function service(spec: object = {}): Service {
  const port = { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' };
  return {
    metadata: { name: 'web', namespace: 'default' },
    spec: { clusterIP: '10.96.0.9', ports: [port], ...spec },
  } as unknown as Service;
}

describe('an endpoint', () => {
  it('serves while its pod is ready, but a pod on its way out is not ready for new traffic', () => {
    const conditions = (traits: Traits, spec = {}): unknown =>
      podToEndpoint(pod('1', traits), '', service(spec), 'IPv4').conditions;
    expect(conditions({})).toEqual({ ready: true, serving: true, terminating: false });
    expect(conditions({ terminating: true })).toEqual({ ready: false, serving: true, terminating: true });
    expect(conditions({ ready: false })).toEqual({ ready: false, serving: false, terminating: false });
    expect(conditions({ ready: false }, { publishNotReadyAddresses: true })).toMatchObject({
      ready: true,
      serving: false,
    });
  });
});

describe('the subsets of an Endpoints object', () => {
  it('keep the ready and the others apart, and leave out pods on their way out', () => {
    const subsets = new Subsets().compute(service(), [
      pod('2'),
      pod('1'),
      pod('3', { ready: false }),
      pod('4', { terminating: true }),
    ]);
    expect(subsets).toHaveLength(1);
    expect(subsets[0]!.addresses?.map(({ ip }) => ip)).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(subsets[0]!.notReadyAddresses?.map(({ ip }) => ip)).toEqual(['10.0.0.3']);
  });

  it('split where pods differ in what a named port is', () => {
    const admin = { name: 'admin', port: 81, targetPort: 'admin', protocol: 'TCP' };
    const http = { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' };
    const subsets = new Subsets().compute(service({ ports: [http, admin] }), [pod('1', { named: 9000 }), pod('2')]);
    expect(subsets.map(({ addresses, ports: has }) => [addresses?.length, has?.map(({ port }) => port)])).toEqual([
      [1, [9000]],
      [2, [8080]],
    ]);
  });

  it('are cut at 1000 addresses', () => {
    const many = new Subsets().compute(
      service(),
      range(0, 1200).map((uid) => pod(String(uid))),
    );
    expect(truncated(many)).toMatchObject({ cut: true });
    expect(truncated(many).subsets[0]!.addresses).toHaveLength(1000);
  });
});
