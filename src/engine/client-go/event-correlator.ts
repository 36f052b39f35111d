import type { Micros, Sim } from '../sim/index.ts';
import { MINUTE, SECOND } from '../sim/index.ts';
import { TokenBucket } from './token-bucket.ts';

/** An event that was posted or is about to be: repeats of it count up. */
export interface Posted {
  /** `spec.containers{web}`; two containers of one pod may say the same. */
  readonly fieldPath: string | undefined;
  /** What the event says now. */
  message: string;
  count: number;
  /** The name of its object once the server has taken it. */
  name: string | undefined;
  readonly next: Posted | undefined;
}

/** All that has been said about one object for one reason. */
interface Reason {
  readonly type: string;
  readonly reason: string;
  /** The newest; the others hang on it. Nearly all such chains have one link, for which a list would be dear. */
  posted: Posted | undefined;
  postedCount: number;
  /** Stands for all that comes after too many different messages. */
  combined: Posted | undefined;
  /** Different messages since the last quiet interval; nearly always there is only the first. */
  firstMessage: string;
  otherMessages: Set<string> | undefined;
  last: Micros;
  readonly next: Reason | undefined;
}

interface Subject {
  readonly bucket: TokenBucket;
  /** The newest; the others hang on it. */
  reasons: Reason | undefined;
}

const SPAM_BURST = 25;
const SPAM_QPS = 1 / 300;
const MAX_SIMILAR = 10;
const SIMILAR_INTERVAL: Micros = 10 * MINUTE;
const CACHE_SIZE = 4096;
/** Different messages of one reason that are remembered before all are forgotten; the spam filter needs two hours for them. */
const MAX_POSTED = 50;
const PREFIX = '(combined from similar events): ';

/**
 * client-go's EventCorrelator, for the events of one source: at most 25 events at once about one object and then one each
 * five minutes; from the tenth different message for one reason within ten minutes on they become one; repeats count up
 * (tools/record/events_cache.go). What is known hangs on the object, so that no keys are put together for an event.
 */
export class EventCorrelator {
  readonly #subjects = new Map<string, Subject>();

  constructor(readonly sim: Sim) {}

  /**
   * What to do with an event about the object of this uid. Undefined: say nothing. Without a name, post it as new and put the
   * name that it got into the answer; with one, count up the event of that name.
   */
  correlate(
    uid: string,
    type: string,
    reason: string,
    message: string,
    fieldPath: string | undefined,
  ): Posted | undefined {
    const subject = this.#subjectOf(uid);
    const known = this.#reasonOf(subject, type, reason, message);
    const combined = isCombined(known, message);
    if (!subject.bucket.tryAccept()) return undefined;
    const posted = combined ? known.combined : find(known.posted, message, fieldPath);
    if (!posted) return add(known, combined, message, fieldPath);
    posted.count = posted.name === undefined ? 1 : posted.count + 1;
    if (combined) posted.message = PREFIX + message;
    return posted;
  }

  #subjectOf(uid: string): Subject {
    let subject = this.#subjects.get(uid);
    if (subject) return subject;
    // A bounded cache: the oldest entry makes room for a new one.
    if (this.#subjects.size >= CACHE_SIZE) this.#subjects.delete(this.#subjects.keys().next().value!);
    subject = { bucket: new TokenBucket(this.sim, SPAM_QPS, SPAM_BURST), reasons: undefined };
    this.#subjects.set(uid, subject);
    return subject;
  }

  #reasonOf(subject: Subject, type: string, reason: string, message: string): Reason {
    const { now } = this.sim;
    for (let known = subject.reasons; known; known = known.next) {
      if (known.reason !== reason || known.type !== type) continue;
      if (now - known.last > SIMILAR_INTERVAL) {
        known.firstMessage = message;
        known.otherMessages = undefined;
      }
      known.last = now;
      return known;
    }
    const made: Reason = {
      type,
      reason,
      posted: undefined,
      postedCount: 0,
      combined: undefined,
      firstMessage: message,
      otherMessages: undefined,
      last: now,
      next: subject.reasons,
    };
    subject.reasons = made;
    return made;
  }
}

function isCombined(reason: Reason, message: string): boolean {
  if (message === reason.firstMessage && !reason.otherMessages) return false;
  const others = (reason.otherMessages ??= new Set());
  const full = MAX_SIMILAR - 1;
  if (message !== reason.firstMessage && others.size < full) others.add(message);
  return others.size >= full;
}

function find(newest: Posted | undefined, message: string, fieldPath: string | undefined): Posted | undefined {
  for (let one = newest; one; one = one.next) if (one.message === message && one.fieldPath === fieldPath) return one;
  return undefined;
}

function add(reason: Reason, combined: boolean, message: string, fieldPath: string | undefined): Posted {
  if (combined) {
    reason.combined = { fieldPath, message: PREFIX + message, count: 1, name: undefined, next: undefined };
    return reason.combined;
  }
  const full = reason.postedCount >= MAX_POSTED;
  const posted: Posted = { fieldPath, message, count: 1, name: undefined, next: full ? undefined : reason.posted };
  reason.posted = posted;
  reason.postedCount = full ? 1 : reason.postedCount + 1;
  return posted;
}

/** broadcaster_impl: how often and how long to try again when the server does not answer. */
export const EVENT_RETRIES = 12;
export const EVENT_RETRY_DELAY: Micros = 10 * SECOND;
