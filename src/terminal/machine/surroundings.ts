import type { Translate } from '../../i18n/index.ts';
import type { Transport } from '../../kubectl/world.ts';
import type { HttpRequest, HttpResponse } from '../../protocol/index.ts';
import type { HomeFiles } from '../files/index.ts';

/** Virtual time, as it passes on the page or in a test. */
export interface Clock {
  /** Microseconds since the Unix epoch. */
  now(): number;
  /** Calls back once so many microseconds have passed, unless what comes back is called first. */
  after(micros: number, fire: () => void): () => void;
}

/** What the learner's machine stands in: the page, or a test. */
export interface Surroundings {
  /** The way to the API server, as messages that travel and are seen. */
  readonly transport: Transport;
  /** Reads unseen and at once: what completion asks with. */
  readonly observe: (request: HttpRequest) => Promise<HttpResponse>;
  /** The names of all objects of a resource (`deployments.apps`) as a mirror of the cluster has them; `''`: in no namespace. */
  readonly names?: (resource: string, namespace: string) => readonly string[];
  readonly files: HomeFiles;
  readonly clock: Clock;
  /** A number of [0, 1). */
  readonly random: () => number;
  /** The words of the page, in the language it has now. */
  readonly words: () => Translate;
  /** Opens a file in the editor beside the terminal; undefined: there is none. */
  readonly openFile?: (path: string) => void;
  /**
   * Shows a text to be changed and answers what the person left, as `kubectl edit` needs it. `asked` waits at the prompt until they
   * say that they are done, and rejects when they give it up.
   */
  readonly edit?: (name: string, text: string, asked: (name: string) => Promise<void>) => Promise<string>;
  /**
   * A command waits for the cluster or for the clock, so time must pass. Answers what is to be said of what was done about that,
   * in the page's words; undefined: it was passing.
   */
  readonly wake?: () => string | undefined;
}
