import { describe, expect, it } from 'vitest';
import type { EndpointSlice } from '../api/endpointslice/types.ts';
import type { Ingress } from '../api/ingress/types.ts';
import type { Service } from '../api/service/types.ts';
import { ANY, buildRoutes, routeTo, type Backends } from './routes.ts';

const backend = (name: string, port: object = { number: 80 }) => ({ service: { name, port } });

function ingress(name: string, spec: object, annotations = {}, creationTimestamp = '2026-01-01T00:00:00Z'): Ingress {
  const metadata = { name, namespace: 'default', uid: name, resourceVersion: '1', creationTimestamp, annotations };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata,
    spec,
    status: { loadBalancer: {} },
  } as Ingress;
}

const rule = (host: string | undefined, ...paths: [string, string, string][]) => ({
  ...(host !== undefined && { host }),
  http: { paths: paths.map(([path, pathType, name]) => ({ path, pathType, backend: backend(name) })) },
});

const BACKENDS: Backends = {
  service: (key) =>
    key === 'default/gone' ? undefined : ({ spec: { ports: [{ name: 'http', port: 80 }] } } as unknown as Service),
  slices: () => [
    {
      ports: [{ name: 'http', port: 8080 }],
      endpoints: [
        { addresses: ['10.244.1.2'], conditions: { ready: true } },
        { addresses: ['10.244.1.3'], conditions: { ready: false } },
      ],
    } as unknown as EndpointSlice,
  ],
};

function leads(ingresses: Ingress[], host: string, path: string): string {
  return routeTo(buildRoutes(ingresses, BACKENDS), host, path)?.service ?? 'nobody';
}

describe('routes', () => {
  const shop = ingress('shop', {
    rules: [
      rule('shop.example.com', ['/', 'Prefix', 'web'], ['/cart', 'Prefix', 'cart'], ['/cart/pay', 'Exact', 'pay']),
      rule('*.example.com', ['/', 'Prefix', 'wild']),
    ],
  });

  it('go by the longest path that fits, and an exact one before all', () => {
    expect(leads([shop], 'shop.example.com', '/')).toBe('default/web');
    expect(leads([shop], 'shop.example.com', '/cart/1?x=2')).toBe('default/cart');
    expect(leads([shop], 'shop.example.com', '/cart/pay')).toBe('default/pay');
    expect(leads([shop], 'shop.example.com', '/cart/pay/now')).toBe('default/cart');
  });

  it('end where a part of a path ends', () => {
    expect(leads([shop], 'shop.example.com', '/cartoon')).toBe('default/web');
  });

  it('go by the host: its own name, one star, or whatever nobody names', () => {
    const rest = ingress('rest', { defaultBackend: backend('rest') });
    expect(leads([shop], 'SHOP.example.com:30080', '/')).toBe('default/web');
    expect(leads([shop], 'blog.example.com', '/')).toBe('default/wild');
    expect(leads([shop], 'other.org', '/')).toBe('nobody');
    expect(leads([shop, rest], 'other.org', '/x')).toBe('default/rest');
  });

  it('give a path that two claim to the older', () => {
    const later = ingress(
      'a-later',
      { rules: [rule('shop.example.com', ['/', 'Prefix', 'later'])] },
      {},
      '2026-01-02T00:00:00Z',
    );
    expect(leads([later, shop], 'shop.example.com', '/')).toBe('default/web');
  });

  it('lead to ready endpoints, at the port of the slice; to none where the Service or its port is not there', () => {
    const named = (name: string, port: object) =>
      buildRoutes([ingress('x', { defaultBackend: backend(name, port) })], BACKENDS).get(ANY)?.[0];
    expect(named('web', { name: 'http' })).toMatchObject({ endpoints: ['10.244.1.2:8080'], rule: 'default/web:http' });
    expect(named('web', { number: 81 })?.endpoints).toEqual([]);
    expect(named('gone', { number: 80 })?.endpoints).toEqual([]);
  });

  it('redirect what has a certificate, unless told not to', () => {
    const spec = { rules: [rule('a.b', ['/', 'Prefix', 'web'])], tls: [{ hosts: ['a.b'], secretName: 's' }] };
    const off = { 'nginx.ingress.kubernetes.io/ssl-redirect': 'false' };
    expect(buildRoutes([ingress('x', spec)], BACKENDS).get('a.b')?.[0]?.redirects).toBe(true);
    expect(buildRoutes([ingress('x', spec, off)], BACKENDS).get('a.b')?.[0]?.redirects).toBe(false);
  });
});
