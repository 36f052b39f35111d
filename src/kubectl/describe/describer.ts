import type { Listing } from '../rest/list-all.ts';
import type { Json, Mapping } from '../rest/types.ts';
import type { PrefixWriter } from './prefix-writer.ts';

/** What a describer may ask, and how (DescriberSettings). */
export interface Settings extends Listing {
  /** Microseconds since the Unix epoch. */
  readonly now: number;
  readonly showEvents: boolean;
}

/** Whom a description is about. */
export interface Subject {
  readonly mapping: Mapping;
  readonly namespace: string;
  readonly name: string;
}

/** First asks what it needs besides the object, then answers the function that writes. */
export type Describer = (object: Json, settings: Settings, subject: Subject) => Promise<(w: PrefixWriter) => void>;

/** A describer of objects of one kind. The server serves what the kind's schema says, so the object is taken at its word. */
export function describing<T>(
  describer: (object: T, settings: Settings, subject: Subject) => Promise<(w: PrefixWriter) => void>,
): Describer {
  return (object, settings, subject) => describer(object as T, settings, subject);
}
