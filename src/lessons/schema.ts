import type { MessageId } from '../i18n/index.ts';

/** What a lesson may look at: the objects of the world, as a watch tells them. */
export interface LessonWorld {
  list(resource: string): readonly unknown[];
}

/** Something that is so, or not yet. Data, so that a lesson can be checked by playing it. */
export type Condition =
  /** At least (or, with `exactly`, just) so many pods of an app have the status that kubectl prints. */
  | { readonly type: 'pods'; readonly app: string; readonly status: PodState; readonly count: number }
  /** Every pod of an app that is meant to live is on another machine than this one. */
  | { readonly type: 'podsOff'; readonly app: string; readonly node: string; readonly count: number }
  | { readonly type: 'node'; readonly name: string; readonly ready: boolean }
  /** A Deployment has rolled out an image and nothing else of it runs. */
  | { readonly type: 'rolledOut'; readonly deployment: string; readonly image: string };

/** How far a pod has come; each state includes the later ones. `ready`: its containers answer. */
export type PodState = 'created' | 'bound' | 'running' | 'ready';

/** What a lesson does, by the same ways that are open to the learner. */
export type Act =
  | { readonly type: 'apply'; readonly manifest: string }
  | { readonly type: 'setImage'; readonly deployment: string; readonly container: string; readonly image: string }
  /** Deletes the first pod of an app, by name. */
  | { readonly type: 'deletePod'; readonly app: string }
  | { readonly type: 'fault'; readonly name: string; readonly params: Readonly<Record<string, string>> };

export interface Step {
  /** The sentence that introduces it. */
  readonly say: MessageId;
  readonly act?: Act;
  /** The lesson goes on when this is so; without it, when the sentence has been read. */
  readonly until?: Condition;
}

export interface Lesson {
  readonly id: string;
  readonly title: MessageId;
  readonly summary: MessageId;
  readonly steps: readonly Step[];
  /** False before the lesson, true after it. */
  readonly goal: Condition;
  /** Said when it hands over: what the learner may try now. */
  readonly next: MessageId;
}
