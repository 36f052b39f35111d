import { describe, expect, it } from 'vitest';
import type { Service } from '../api/service/types.ts';
import { ServiceEnvironments, fromService } from './envvars.ts';

function service(namespace: string, name: string, spec: Partial<Service['spec']>): Service {
  const metadata = { name, namespace, uid: 'u', resourceVersion: '1', creationTimestamp: '' };
  const ports = [{ port: 80, protocol: 'TCP', targetPort: 80 }] as const;
  const whole = { type: 'ClusterIP', sessionAffinity: 'None', clusterIP: '10.96.0.7', ports, ...spec };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: whole, status: {} } as Service;
}

const MASTER = service('default', 'kubernetes', { clusterIP: '10.96.0.1' });

describe('what an environment says of Services', () => {
  it('is where they are, each named port, and what Docker’s links said', () => {
    const ports = [
      { name: 'http-api', port: 80, protocol: 'TCP', targetPort: 80 },
      { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
    ] as const;
    expect(fromService(service('default', 'my-web', { ports }))).toEqual({
      MY_WEB_SERVICE_HOST: '10.96.0.7',
      MY_WEB_SERVICE_PORT: '80',
      MY_WEB_SERVICE_PORT_HTTP_API: '80',
      MY_WEB_SERVICE_PORT_DNS: '53',
      MY_WEB_PORT: 'tcp://10.96.0.7:80',
      MY_WEB_PORT_80_TCP: 'tcp://10.96.0.7:80',
      MY_WEB_PORT_80_TCP_PROTO: 'tcp',
      MY_WEB_PORT_80_TCP_PORT: '80',
      MY_WEB_PORT_80_TCP_ADDR: '10.96.0.7',
      MY_WEB_PORT_53_UDP: 'udp://10.96.0.7:53',
      MY_WEB_PORT_53_UDP_PROTO: 'udp',
      MY_WEB_PORT_53_UDP_PORT: '53',
      MY_WEB_PORT_53_UDP_ADDR: '10.96.0.7',
    });
  });

  it('is of those of the pod’s namespace that have an address, and of the API server always', () => {
    const list = [
      MASTER,
      service('shop', 'cart', {}),
      service('shop', 'db', { clusterIP: 'None' }),
      service('shop', 'kubernetes', { clusterIP: '10.96.0.9' }),
      service('other', 'web', {}),
    ];
    const environments = new ServiceEnvironments({ version: {}, list: () => list });
    const hosts = (namespace: string, links = true) =>
      Object.entries(environments.of(namespace, links)).filter(([name]) => name.endsWith('_HOST'));
    expect(hosts('shop')).toEqual([
      ['KUBERNETES_SERVICE_HOST', '10.96.0.9'],
      ['CART_SERVICE_HOST', '10.96.0.7'],
    ]);
    expect(hosts('shop', false)).toEqual([['KUBERNETES_SERVICE_HOST', '10.96.0.1']]);
    expect(hosts('default')).toEqual([['KUBERNETES_SERVICE_HOST', '10.96.0.1']]);
  });

  it('follows the Services for containers that start later', () => {
    const services = { version: {}, list: () => [MASTER] };
    const environments = new ServiceEnvironments(services);
    expect(environments.of('default', true)).not.toHaveProperty('WEB_SERVICE_HOST');
    services.list = () => [MASTER, service('default', 'web', {})];
    services.version = {};
    expect(environments.of('default', true)).toHaveProperty('WEB_SERVICE_HOST', '10.96.0.7');
  });
});
