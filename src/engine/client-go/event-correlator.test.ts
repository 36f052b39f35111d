import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND, Sim } from '../sim/index.ts';
import { EventCorrelator, type Posted } from './event-correlator.ts';

function correlator() {
  const sim = new Sim({ seed: 1 });
  const correlator = new EventCorrelator(sim);
  const say = (message: string, rest: { uid?: string; reason?: string; fieldPath?: string } = {}) =>
    correlator.correlate(rest.uid ?? 'pod-1', 'Normal', rest.reason ?? 'Pulled', message, rest.fieldPath);
  /** As say, and the server takes it. */
  const post = (message: string, rest: { uid?: string; reason?: string; fieldPath?: string } = {}) => {
    const posted = say(message, rest);
    if (posted) posted.name ??= `event of ${message}`;
    return posted;
  };
  return { sim, say, post };
}

const facts = (posted: Posted | undefined) => posted && `${posted.count} ${posted.message}`;

describe('the event correlator', () => {
  it('counts up what it has posted before, and only that', () => {
    const { post } = correlator();
    expect(facts(post('a'))).toBe('1 a');
    expect(facts(post('a'))).toBe('2 a');
    expect(facts(post('b'))).toBe('1 b');
    expect(facts(post('a', { uid: 'pod-2' }))).toBe('1 a');
    expect(facts(post('a', { reason: 'Killing' }))).toBe('1 a');
    expect(facts(post('a', { fieldPath: 'spec.containers{web}' }))).toBe('1 a');
    expect(facts(post('a'))).toBe('3 a');
  });

  it('posts anew what the server has not taken yet', () => {
    const { say } = correlator();
    say('a');
    expect(say('a')).toMatchObject({ count: 1, name: undefined });
  });

  it('lets 25 events about an object through at once, whatever their reason and container, then one each five minutes', () => {
    const { sim, post } = correlator();
    for (let i = 0; i < 25; i++) {
      expect(
        post('a', { reason: i % 2 ? 'Created' : 'Started', fieldPath: `spec.containers{${i % 3}}` }),
      ).toBeDefined();
    }
    expect(post('a')).toBeUndefined();
    expect(post('a', { uid: 'pod-2' })).toBeDefined();
    sim.runUntil(5 * MINUTE + SECOND);
    expect(post('a')).toBeDefined();
    expect(post('a')).toBeUndefined();
  });

  it('makes one event of the tenth different message of a reason and those that follow, until ten quiet minutes have passed', () => {
    const { sim, post } = correlator();
    for (let i = 0; i < 9; i++) expect(facts(post(`message ${i}`))).toBe(`1 message ${i}`);
    expect(facts(post('message 10'))).toBe('1 (combined from similar events): message 10');
    expect(facts(post('message 11'))).toBe('2 (combined from similar events): message 11');
    expect(facts(post('message 0'))).toBe('3 (combined from similar events): message 0');
    expect(facts(post('message 0', { reason: 'Killing' }))).toBe('1 message 0');
    sim.runUntil(10 * MINUTE + SECOND);
    expect(facts(post('message 12'))).toBe('1 message 12');
  });
});
