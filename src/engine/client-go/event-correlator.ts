import type { Micros, Sim } from '../sim/index.ts';
import { MINUTE, SECOND } from '../sim/index.ts';
import { TokenBucket } from './token-bucket.ts';

/** What makes two events "the same" (tools/record/events_cache.go). */
export interface EventFacts {
  readonly source: string;
  readonly host: string;
  readonly object: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

/** What to do with an event: post a new one, count up one already posted, or say nothing. */
export type Correlation =
  | { readonly verdict: 'create'; readonly key: string; readonly message: string }
  | {
      readonly verdict: 'count';
      readonly key: string;
      readonly name: string;
      readonly count: number;
      readonly message: string;
    }
  | { readonly verdict: 'drop' };

interface Similar {
  readonly messages: Set<string>;
  last: Micros;
}

interface Posted {
  count: number;
  name: string | undefined;
}

const SPAM_BURST = 25;
const SPAM_QPS = 1 / 300;
const MAX_SIMILAR = 10;
const SIMILAR_INTERVAL: Micros = 10 * MINUTE;
const CACHE_SIZE = 4096;
const PREFIX = '(combined from similar events): ';

/**
 * client-go's EventCorrelator: at most 25 events at once about one object from one source and then one each five
 * minutes; more than ten different messages for one reason within ten minutes become one; repeats count up.
 */
export class EventCorrelator {
  readonly #spam = new Map<string, TokenBucket>();
  readonly #similar = new Map<string, Similar>();
  readonly #posted = new Map<string, Posted>();

  constructor(readonly sim: Sim) {}

  correlate(event: EventFacts): Correlation {
    const group = [event.source, event.host, event.object, event.type, event.reason].join('|');
    const combined = this.#combine(group, event.message);
    const message = combined ? PREFIX + event.message : event.message;
    const key = combined ? group : `${group}|${event.message}`;
    const posted = this.#posted.get(key);
    if (!this.#allowed(event)) return { verdict: 'drop' };
    if (posted?.name !== undefined) {
      posted.count++;
      return { verdict: 'count', key, name: posted.name, count: posted.count, message };
    }
    remember(this.#posted, key, { count: 1, name: undefined });
    return { verdict: 'create', key, message };
  }

  /** Called once the server has taken the event; from now on repeats count up. */
  created(key: string, name: string): void {
    const posted = this.#posted.get(key);
    if (posted) posted.name = name;
  }

  #allowed(event: EventFacts): boolean {
    const key = `${event.source}|${event.host}|${event.object}`;
    let bucket = this.#spam.get(key);
    if (!bucket) remember(this.#spam, key, (bucket = new TokenBucket(this.sim, SPAM_QPS, SPAM_BURST)));
    return bucket.tryAccept();
  }

  #combine(group: string, message: string): boolean {
    const { now } = this.sim;
    let similar = this.#similar.get(group);
    if (!similar || now - similar.last > SIMILAR_INTERVAL) {
      similar = { messages: new Set(), last: now };
      remember(this.#similar, group, similar);
    }
    similar.last = now;
    if (similar.messages.size <= MAX_SIMILAR) similar.messages.add(message);
    return similar.messages.size > MAX_SIMILAR;
  }
}

/** A bounded cache: the oldest entry makes room for a new one. */
function remember<V>(cache: Map<string, V>, key: string, value: V): void {
  if (cache.size >= CACHE_SIZE && !cache.has(key)) cache.delete(cache.keys().next().value!);
  cache.set(key, value);
}

/** broadcaster_impl: how often and how long to try again when the server does not answer. */
export const EVENT_RETRIES = 12;
export const EVENT_RETRY_DELAY: Micros = 10 * SECOND;
