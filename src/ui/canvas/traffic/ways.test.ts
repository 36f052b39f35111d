import { describe, expect, it } from 'vitest';
import type { Hop } from '../../../engine/trace/index.ts';
import { PEOPLE, ingressRect, serviceRect, stopAt } from './layout.ts';
import { TrafficWays } from './ways.ts';
import { contains, type Point, type Rect } from '../board/geometry.ts';

const lane = {
  key: 'default/web',
  berth: 1,
  entrance: true,
  stops: new Map([
    ['default/a', 0],
    ['default/b', 4],
  ]),
  addresses: new Map([['10.244.1.2:80', 'default/b']]),
};
const ways = new TrafficWays([lane], [{ key: 'default/shop', berth: 0, services: ['default/web'] }]);

function way(from: string, to: string, more: Partial<Hop['label']> = {}): readonly Point[] {
  const label = { form: 'request', verb: 'GET', via: 'services/default/web', ...more } as const;
  const hop: Hop = { type: 'hop', id: 1, cause: 0, from, to, label, sent: 0, arrives: 1, outcome: 'in-flight' };
  return ways.pathOf(from, to, hop)?.points ?? [];
}

const at = (rect: Rect, point: Point | undefined): boolean =>
  point !== undefined &&
  contains(
    { x: rect.x - 1, y: rect.y - 1, width: rect.width + 2, height: rect.height + 2 },
    { ...point, width: 0, height: 0 },
  );

describe('a message on the lanes', () => {
  it('comes from outside to the Service, and goes on to the pod that was chosen', () => {
    const first = way('client@outside', 'netfilter@worker-1');
    expect(at(PEOPLE.outside, first[0])).toBe(true);
    expect(at(serviceRect(1), first.at(-1))).toBe(true);
    const second = way('netfilter@worker-1', 'default/b@worker-2');
    expect(at(serviceRect(1), second[0])).toBe(true);
    expect(at(stopAt(1, 4)!.rect, second.at(-1))).toBe(true);
  });

  it('goes back the way it came', () => {
    const there = way('netfilter@worker-1', 'default/a@worker-2');
    expect(way('default/a@worker-2', 'netfilter@worker-1', { form: 'response' })).toEqual([...there].reverse());
  });

  it('finds whoever refuses by the address', () => {
    expect(at(stopAt(1, 4)!.rect, way('netfilter@worker-1', '10.244.1.2:80').at(-1))).toBe(true);
  });

  it('comes from within by way of the Service, and asks CoreDNS for names', () => {
    const path = way('client@worker-1', 'default/a@worker-2');
    expect(at(PEOPLE.inside, path[0])).toBe(true);
    expect(at(stopAt(1, 0)!.rect, path.at(-1))).toBe(true);
    const dns = way('client@worker-1', 'coredns@control-plane-1', { via: 'services/kube-system/kube-dns' });
    expect(at(PEOPLE.coredns, dns.at(-1))).toBe(true);
  });

  it('goes through the Ingress that leads to the Service', () => {
    const via = 'ingresses/default/shop';
    expect(at(ingressRect(0), way('client@outside', 'netfilter@worker-1', { via }).at(-1))).toBe(true);
    const onward = way('ingress-nginx/controller-x/controller@worker-1', 'default/a@worker-2');
    expect(at(ingressRect(0), onward[0])).toBe(true);
    expect(at(stopAt(1, 0)!.rect, onward.at(-1))).toBe(true);
  });

  it('is not of this view when nobody’s traffic', () => {
    expect(way('kubelet@worker-1', 'kube-apiserver@control-plane-1', { via: undefined })).toEqual([]);
    expect(way('client@outside', 'netfilter@worker-1', { via: 'services/default/gone' })).toEqual([]);
  });
});
