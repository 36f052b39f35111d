import { describe, expect, it } from 'vitest';
import { matches, parseFilter, toggled, type Facts } from './filter.ts';

const web: Facts = {
  kind: 'Pod',
  name: 'web-7c9d4b8f6-x7m9c',
  namespace: 'shop',
  labels: { app: 'web', 'app.kubernetes.io/part-of': 'Store' },
  status: 'CrashLoopBackOff',
  node: 'worker-12',
  owner: 'web-7c9d4b8f6',
  zone: 'kr-central-a',
};

const finds = (text: string, facts: Facts = web): boolean => matches(parseFilter(text), facts);

describe('a filter', () => {
  it('without terms finds everything, also while a term is being typed', () => {
    for (const text of ['', '   ', 'ns:', 'status:,', 'ns:=']) expect(finds(text)).toBe(true);
  });

  it('finds letters in the name or the kind, whatever their case', () => {
    for (const text of ['web', 'WEB', 'x7m', 'pod', '7c9d4b8f6-x7']) expect(finds(text)).toBe(true);
    for (const text of ['worker', 'shop', 'deployment']) expect(finds(text)).toBe(false);
  });

  it('asks fields by their beginning, or exactly, or for one of several', () => {
    for (const text of ['ns:sh', 'kind:pod', 'status:crash', 'node:worker-1', 'owner:web', 'zone:kr-', 'ns:pay,shop'])
      expect(finds(text)).toBe(true);
    expect(finds('node:=worker-1')).toBe(false);
    expect(finds('node:=worker-12')).toBe(true);
    expect(finds('status:running,pending')).toBe(false);
    expect(finds('namespace:shop')).toBe(true);
  });

  it('knows a state by any of its names', () => {
    const node = { ...web, status: 'NotReady,SchedulingDisabled' };
    for (const text of ['status:notready', 'status:=schedulingdisabled', '-status:=ready'])
      expect(finds(text, node)).toBe(true);
    expect(finds('status:=ready', { ...web, status: 'Running ready' })).toBe(true);
  });

  it('asks labels as a selector does: exactly, with case', () => {
    for (const text of ['app=web', 'app==web', 'app!=api', 'app.kubernetes.io/part-of=Store', 'label:app', 'tier!=x'])
      expect(finds(text)).toBe(true);
    for (const text of ['app=Web', 'app=we', 'app!=web', 'tier=', 'label:tier']) expect(finds(text)).toBe(false);
  });

  it('wants all of its terms, and may want one not to hold', () => {
    expect(finds('web ns:shop app=web')).toBe(true);
    expect(finds('web ns:pay')).toBe(false);
    expect(finds('-status:running')).toBe(true);
    expect(finds('-web')).toBe(false);
    expect(finds('-app!=web')).toBe(true);
  });

  it('takes a term in and out again', () => {
    const once = toggled(parseFilter('web'), 'ns:=shop');
    expect(once).toBe('web ns:=shop');
    expect(toggled(parseFilter(once), 'ns:=shop')).toBe('web');
  });
});
