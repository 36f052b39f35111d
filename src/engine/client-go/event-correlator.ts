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
}

/** All that has been said about one object for one reason. */
interface Reason {
  readonly type: string;
  readonly reason: string;
  posted: readonly Posted[];
  /** Stands for all that comes after too many different messages. */
  combined: Posted | undefined;
  /** Different messages since the last quiet interval; nearly always there is only the first. */
  firstMessage: string;
  otherMessages: Set<string> | undefined;
  last: Micros;
}

interface Subject {
  readonly bucket: TokenBucket;
  reasons: readonly Reason[];
}

const SPAM_BURST = 25;
const SPAM_QPS = 1 / 300;
const MAX_SIMILAR = 10;
const SIMILAR_INTERVAL: Micros = 10 * MINUTE;
const CACHE_SIZE = 4096;
/** Different messages of one reason that are remembered; the spam filter lets so many through in two hours. */
const MAX_POSTED = 50;
const NONE: readonly never[] = [];
const PREFIX = '(combined from similar events): ';

/**
 * client-go's EventCorrelator, for the events of one source: at most 25 events at once about one object and then one each
 * five minutes; more than ten different messages for one reason within ten minutes become one; repeats count up
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
    subject = { bucket: new TokenBucket(this.sim, SPAM_QPS, SPAM_BURST), reasons: NONE };
    this.#subjects.set(uid, subject);
    return subject;
  }

  #reasonOf(subject: Subject, type: string, reason: string, message: string): Reason {
    const { now } = this.sim;
    for (const known of subject.reasons) {
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
      posted: NONE,
      combined: undefined,
      firstMessage: message,
      otherMessages: undefined,
      last: now,
    };
    // Arrays that are written anew have no spare room, and these are nearly as many as events.
    subject.reasons = subject.reasons.concat(made);
    return made;
  }
}

function isCombined(reason: Reason, message: string): boolean {
  if (message === reason.firstMessage && !reason.otherMessages) return false;
  const others = (reason.otherMessages ??= new Set());
  if (message !== reason.firstMessage && others.size < MAX_SIMILAR) others.add(message);
  return others.size >= MAX_SIMILAR;
}

function find(posted: readonly Posted[], message: string, fieldPath: string | undefined): Posted | undefined {
  for (const one of posted) if (one.message === message && one.fieldPath === fieldPath) return one;
  return undefined;
}

function add(reason: Reason, combined: boolean, message: string, fieldPath: string | undefined): Posted {
  const posted: Posted = { fieldPath, message: combined ? PREFIX + message : message, count: 1, name: undefined };
  if (combined) reason.combined = posted;
  else reason.posted = reason.posted.slice(-MAX_POSTED + 1).concat(posted);
  return posted;
}

/** broadcaster_impl: how often and how long to try again when the server does not answer. */
export const EVENT_RETRIES = 12;
export const EVENT_RETRY_DELAY: Micros = 10 * SECOND;
