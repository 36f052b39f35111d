import { describe, expect, it } from 'vitest';
import { StatusError } from '../../apimachinery/index.ts';
import { serviceKind } from './index.ts';
import type { Service } from './types.ts';
import { validateService } from './validation.ts';

const { strategy } = serviceKind;
const META = {
  name: 'web',
  namespace: 'default',
  uid: '1',
  resourceVersion: '7',
  creationTimestamp: '2026-11-21T07:20:08Z',
};

function written(spec: object): Service {
  const service: unknown = { apiVersion: 'v1', kind: 'Service', metadata: META, spec };
  return serviceKind.defaults(service as Service);
}

/** Hands out what it is asked for, or the next in line. */
const allocators = {
  clusterIP: (asked: string | undefined): string => asked ?? '10.96.0.10',
  nodePort: (asked: number | undefined): number => asked ?? 30080,
};

function created(spec: object): Service {
  const prepared = strategy.prepareForCreate(written(spec));
  return strategy.allocate?.(prepared, undefined, allocators) ?? prepared;
}

function updated(spec: object, old: Service): Service {
  const prepared = strategy.prepareForUpdate(written(spec), old);
  return strategy.allocate?.(prepared, old, allocators) ?? prepared;
}

function refusals(spec: object): readonly string[] {
  const service = strategy.prepareForCreate(written(spec));
  return validateService(service).map((error) => error.error());
}

describe('a service that says little', () => {
  it('is a ClusterIP with an address, one family and the pod port of its own number', () => {
    expect(created({ selector: { app: 'web' }, ports: [{ port: 80 }] }).spec).toEqual({
      selector: { app: 'web' },
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      sessionAffinity: 'None',
      type: 'ClusterIP',
      internalTrafficPolicy: 'Cluster',
      clusterIP: '10.96.0.10',
      clusterIPs: ['10.96.0.10'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    });
  });

  it('gets a node port when it is a NodePort, and no second one for the same port over UDP', () => {
    const ports = [
      { name: 'a', port: 53 },
      { name: 'b', port: 53, protocol: 'UDP' },
    ];
    expect(created({ type: 'NodePort', ports }).spec.ports?.map((port) => port.nodePort)).toEqual([30080, 30080]);
  });

  it('has no address when it is an ExternalName, and is None when headless', () => {
    expect(created({ type: 'ExternalName', externalName: 'example.org' }).spec.clusterIP).toBeUndefined();
    const headless = created({ clusterIP: 'None', selector: { a: 'b' } }).spec;
    expect([headless.clusterIP, headless.clusterIPs, headless.ipFamilies]).toEqual(['None', ['None'], ['IPv4']]);
  });

  it('cannot be dual-stack here', () => {
    expect(() => created({ ipFamilyPolicy: 'RequireDualStack', ports: [{ port: 80 }], selector: { a: 'b' } })).toThrow(
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    );
    expect(() => created({ ipFamilyPolicy: 'RequireDualStack', ports: [{ port: 80 }] })).toThrow(StatusError);
  });
});

describe('a service is refused in upstream words', () => {
  it.each<[string, object]>([
    ['spec.ports: Required value', {}],
    [
      'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
      { ports: [{ port: 0, targetPort: 80 }] },
    ],
    ['spec.ports[0].name: Required value', { ports: [{ port: 80 }, { name: 'b', port: 81 }] }],
    [
      "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
      { ports: [{ port: 80, nodePort: 30000 }] },
    ],
    [
      'spec.type: Unsupported value: "Cluster": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
      { type: 'Cluster', ports: [{ port: 80 }] },
    ],
    ['spec.externalName: Required value', { type: 'ExternalName' }],
    [
      'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services',
      { type: 'NodePort', clusterIP: 'None', ports: [{ port: 80 }] },
    ],
    [
      'spec.clusterIPs[0]: Invalid value: "10.96": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      { clusterIP: '10.96', ports: [{ port: 80 }] },
    ],
  ])('%s', (why, spec) => {
    expect(refusals(spec)).toEqual([why]);
  });
});

describe('an update', () => {
  const old = created({ type: 'NodePort', selector: { a: 'b' }, ports: [{ port: 80 }] });

  it('keeps its address and its families when it is replaced by the file that made it', () => {
    const file = { selector: { app: 'web' }, ports: [{ port: 80 }] };
    const old = created(file);
    const prepared = strategy.prepareForUpdate(written(file), old);
    expect(strategy.validateUpdate(prepared, old)).toEqual([]);
    expect(updated(file, old).spec).toEqual(old.spec);
  });

  it('that says nothing of addresses keeps them', () => {
    const next = updated({ type: 'NodePort', selector: { a: 'c' }, ports: [{ port: 80 }] }, old);
    expect(next.spec).toEqual({ ...old.spec, selector: { a: 'c' } });
    expect(strategy.validateUpdate(next, old)).toEqual([]);
  });

  it('cannot move the address', () => {
    const spec = { ...old.spec, clusterIP: '10.96.0.99', clusterIPs: ['10.96.0.99'] };
    expect(strategy.validateUpdate({ ...old, spec }, old).map((error) => error.error())).toEqual([
      'spec.clusterIPs[0]: Invalid value: ["10.96.0.99"]: may not change once set',
    ]);
  });

  it('to ClusterIP gives the node port back', () => {
    const next = updated({ ...old.spec, type: 'ClusterIP' }, old);
    expect(next.spec.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 80 }]);
    expect(next.spec.externalTrafficPolicy).toBeUndefined();
    expect(strategy.validateUpdate(next, old)).toEqual([]);
  });
});

describe('kubectl get services', () => {
  it('shows node ports and what is still awaited', () => {
    const service = created({ type: 'LoadBalancer', selector: { a: 'b' }, ports: [{ port: 80 }] });
    expect(serviceKind.printer.cells(service, 0).slice(0, 5)).toEqual([
      'web',
      'LoadBalancer',
      '10.96.0.10',
      '<pending>',
      '80:30080/TCP',
    ]);
  });
});
