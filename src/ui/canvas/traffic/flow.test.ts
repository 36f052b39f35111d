import { describe, expect, it } from 'vitest';
import type { Hop, Span } from '../../../engine/trace/index.ts';
import type { Act } from '../../store/index.ts';
import { TraceStore } from '../../store/index.ts';
import { flowsAt } from './flow.ts';
import { Flows } from './flows.ts';
import { rateTo } from './running.ts';

const SECOND = 1_000_000;

class Story {
  readonly store = new TraceStore();
  span(operation: string, start: number, end: number, detail: object, cause = 0): number {
    const outcome = 'failure' in detail || 'verdict' in detail ? 'error' : 'ok';
    const span = {
      type: 'span',
      id: this.store.next,
      cause,
      process: 'p',
      operation,
      key: '',
      start,
      end,
      outcome,
      detail,
    };
    this.store.add([span as Span]);
    return span.id;
  }
  hop(cause: number, sent: number): number {
    const hop = {
      type: 'hop',
      id: this.store.next,
      cause,
      from: 'a',
      to: 'b',
      label: { form: 'request', verb: 'GET' },
      sent,
      arrives: sent,
    };
    this.store.add([{ ...hop, outcome: 'delivered' } as Hop]);
    return hop.id;
  }
}

describe('the flow of the last seconds', () => {
  it('counts a request once for its Service, by the client, and once for its endpoint, by the node', () => {
    const story = new Story();
    const request = story.span('request', 0, 20_000, { to: 'services/default/web', status: 200 });
    const hop = story.hop(request, 0);
    story.span('forward', 8_000, 10_000, { rule: 'default/web:http', endpoint: '10.244.1.2:80', status: 200 }, hop);
    const flows = flowsAt(story.store, SECOND);
    expect(flows.get('services/default/web')).toEqual({ count: 1, rate: 1, failed: 0, failure: '', p50: 20, p95: 20 });
    expect(flows.get('10.244.1.2:80')).toMatchObject({ count: 1, p50: 2 });
  });

  it('counts by the node where no client is known', () => {
    const story = new Story();
    story.span('connect', 0, 4_000, { rule: 'default/web', endpoint: '10.244.1.2:80', status: 200 });
    story.span('forward', 0, 1_000, { rule: 'default/web', verdict: 'reject' });
    const flow = flowsAt(story.store, SECOND).get('services/default/web');
    expect(flow).toMatchObject({ count: 2, failed: 1, failure: 'refused', p50: 4 });
  });

  it('knows only what had ended by the playhead, and forgets what is long past', () => {
    const story = new Story();
    for (let second = 0; second < 30; second++)
      story.span('request', second * SECOND, second * SECOND + 1000 * (second + 1), {
        to: 'services/default/web',
        status: 200,
      });
    expect(flowsAt(story.store, 20 * SECOND).get('services/default/web')).toMatchObject({
      count: 10,
      p50: 15,
      p95: 20,
    });
    expect(flowsAt(story.store, 0).size).toBe(0);
    expect(flowsAt(story.store, 60 * SECOND).size).toBe(0);
  });
});

describe('flows that are shown', () => {
  it('stay the same object as long as they read the same, and tell only news', () => {
    const flow = { count: 3, rate: 1, failed: 0, failure: '', p50: 20, p95: 20 };
    const flows = new Flows();
    let told = 0;
    flows.subscribe(() => told++);
    flows.put(new Map());
    expect(told).toBe(0);
    flows.put(new Map([['a', flow]]));
    flows.put(new Map([['a', { ...flow, rate: 1.01 }]]));
    expect(flows.get('a')).toBe(flow);
    flows.put(new Map([['a', { ...flow, failed: 1 }]]));
    expect(flows.get('a')?.failed).toBe(1);
    flows.put(new Map());
    expect([flows.get('a'), told]).toEqual([undefined, 4]);
  });
});

describe('what was ordered', () => {
  const act = (at: number, name: string, params: object): Act =>
    ({ id: at, at, input: { fault: { name, params } } }) as Act;
  const acts = [
    act(10 * SECOND, 'traffic', { to: 'services/default/web', rate: 10 }),
    act(20 * SECOND, 'traffic', { to: 'services/default/web' }),
    act(30 * SECOND, 'traffic', { to: 'services/default/api', rate: 5, seconds: 2 }),
    act(40 * SECOND, 'traffic-stop', { to: 'services/default/web' }),
  ];
  it('goes on until it is over or stopped, as seen at the playhead', () => {
    expect([5, 15, 25, 41].map((second) => rateTo(acts, 'services/default/web', second * SECOND))).toEqual([
      0, 10, 10, 0,
    ]);
    expect([31, 33].map((second) => rateTo(acts, 'services/default/api', second * SECOND))).toEqual([5, 0]);
  });
});
