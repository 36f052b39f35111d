import { describe, expect, it } from 'vitest';
import type { EndpointSlice } from '../../../engine/api/endpointslice/types.ts';
import type { Ingress } from '../../../engine/api/ingress/types.ts';
import type { Pod } from '../../../engine/api/pod/types.ts';
import type { Service } from '../../../engine/api/service/types.ts';
import { fixturePod, type PodPicture } from '../../kit/fixture/objects.ts';
import { hasLane, isMember, laneOf, routesOf } from './lanes.ts';

const metadata = (name: string, more: object = {}) =>
  ({ name, namespace: 'default', uid: name, resourceVersion: '1', creationTimestamp: '', ...more }) as const;

function service(spec: object = {}): Service {
  const ports = [{ port: 80, targetPort: 'http', protocol: 'TCP' }];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata('web'),
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.96.0.9',
      sessionAffinity: 'None',
      selector: { app: 'web' },
      ports,
      ...spec,
    },
    status: { loadBalancer: {} },
  } as Service;
}

function pod(name: string, picture: PodPicture, more: object = {}): Pod {
  const made = fixturePod(name, picture === 'Pending' ? '' : 'worker-1', picture) as Pod;
  const containers = [{ name: 'app', image: 'nginx', ports: [{ name: 'http', containerPort: 8080 }], ...more }];
  return {
    ...made,
    metadata: { ...made.metadata, labels: { app: 'web' } },
    spec: { ...made.spec, containers },
    status: { ...made.status, podIP: '10.244.1.2' },
  } as unknown as Pod;
}

function slice(endpoints: object[]): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: metadata('web-1', { labels: { 'kubernetes.io/service-name': 'web' } }),
    addressType: 'IPv4',
    endpoints,
    ports: [{ name: '', protocol: 'TCP', port: 8080 }],
  } as unknown as EndpointSlice;
}

const endpoint = (name: string, conditions: object) => ({
  addresses: ['10.244.1.2'],
  conditions,
  nodeName: 'worker-1',
  targetRef: { kind: 'Pod', name, namespace: 'default' },
});

describe('a lane', () => {
  it('leads to what its slices call ready, at the port that they name', () => {
    const { stops, ports, deadEnd } = laneOf(service(), [slice([endpoint('a', { ready: true })])], [pod('a', 'Ready')]);
    expect(stops).toMatchObject([{ key: 'default/a', address: '10.244.1.2:8080', state: 'ready', why: undefined }]);
    expect(ports).toEqual(['80 → http']);
    expect(deadEnd).toBeUndefined();
  });

  it('says why a pod is out: the furthest cause first', () => {
    const why = (one: Pod, spec = {}) => laneOf(service(spec), [], [one]).stops[0]?.why;
    expect(why(pod('a', 'Pending'))?.id).toBe('traffic.out.unscheduled');
    expect(why(pod('a', 'CrashLoopBackOff'))).toMatchObject({ params: { reason: 'CrashLoopBackOff' } });
    expect(why(pod('a', 'Terminating'))?.id).toBe('traffic.out.terminating');
    expect(why(pod('a', 'Ready', { ports: [] }))?.id).toBe('traffic.out.noPort');
    expect(why(pod('a', 'Ready'))?.id).toBe('traffic.out.late');
  });

  it('tells a readiness probe from a container that is merely not ready', () => {
    const probe = { readinessProbe: { httpGet: { path: '/', port: 80 } } };
    const why = (one: Pod) => laneOf(service(), [slice([endpoint('a', { ready: false })])], [one]).stops[0]?.why?.id;
    expect(why(pod('a', 'Running', probe))).toBe('traffic.out.readiness');
    expect(why(pod('a', 'Running'))).toBe('traffic.out.container');
    const lost = pod('a', 'Ready');
    const conditions = [{ type: 'Ready', status: 'False' }] as Pod['status']['conditions'];
    expect(why({ ...lost, status: { ...lost.status, conditions } } as Pod)).toBe('traffic.out.node');
  });

  it('says why it leads nowhere', () => {
    expect(laneOf(service(), [], []).deadEnd).toEqual({ id: 'traffic.dead.noPod', params: { selector: 'app=web' } });
    expect(laneOf(service({ selector: undefined }), [], []).deadEnd?.id).toBe('traffic.dead.noSelector');
    expect(laneOf(service(), [], [pod('a', 'Running')]).deadEnd).toMatchObject({ params: { count: 1 } });
    const nameless = pod('a', 'Ready', { ports: [] });
    expect(laneOf(service(), [], [nameless]).deadEnd).toEqual({ id: 'traffic.dead.noPort', params: { port: 'http' } });
    expect(laneOf(service({ type: 'ExternalName', selector: undefined }), [], []).deadEnd).toBeUndefined();
  });

  it('has an entrance where outside gets in, and waits for one that nobody has given', () => {
    const ports = [{ port: 80, targetPort: 80, protocol: 'TCP', nodePort: 30080 }];
    expect(laneOf(service(), [], []).entrance).toBeUndefined();
    expect(laneOf(service({ type: 'NodePort', ports }), [], []).entrance?.ports).toEqual([':30080']);
    const balanced = service({ type: 'LoadBalancer', ports });
    expect(laneOf(balanced, [], []).entrance?.address).toBe('');
    const given = { ...balanced, status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } } } as Service;
    expect(laneOf(given, [], []).entrance).toEqual({ kind: 'LoadBalancer', address: '203.0.113.7', ports: [':80'] });
  });

  it('is for Services of the user, and pods of its own namespace', () => {
    expect(hasLane(service())).toBe(true);
    expect(hasLane({ ...service(), metadata: metadata('kubernetes') })).toBe(false);
    expect(hasLane({ ...service(), metadata: metadata('kube-dns', { namespace: 'kube-system' }) })).toBe(false);
    const other = pod('a', 'Ready');
    expect(isMember(service(), other)).toBe(true);
    expect(isMember(service(), { ...other, metadata: { ...other.metadata, namespace: 'other' } })).toBe(false);
    expect(isMember(service({ selector: {} }), other)).toBe(false);
  });
});

describe('the routes of an Ingress', () => {
  it('are its hosts and paths, and at last what is left over', () => {
    const backend = (name: string) => ({ service: { name, port: { number: 80 } } });
    const paths = [{ path: '/cart', pathType: 'Prefix', backend: backend('cart') }];
    const spec = { rules: [{ host: 'shop.example.com', http: { paths } }], defaultBackend: backend('web') };
    expect(routesOf({ metadata: metadata('shop'), spec } as unknown as Ingress)).toEqual([
      { host: 'shop.example.com', path: '/cart', service: 'default/cart', port: '80' },
      { host: '*', path: '', service: 'default/web', port: '80' },
    ]);
  });
});
