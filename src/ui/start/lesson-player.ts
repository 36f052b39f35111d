import { createStore, type StoreApi } from 'zustand/vanilla';
import { holds, podsOf, type Act, type Lesson, type LessonWorld } from '../../lessons/index.ts';
import type { FaultRequest, HttpRequest, HttpResponse } from '../../protocol/index.ts';

/** What a lesson needs of the page: the learner's own ways to act, and what the playhead shows. */
export interface LessonStage {
  readonly world: LessonWorld;
  fetch(request: HttpRequest): Promise<HttpResponse>;
  fault(fault: FaultRequest): Promise<void>;
  /** `kubectl apply`; the lines it prints, and whether all went well. */
  apply(manifest: string): Promise<{ readonly ok: boolean; readonly text: string }>;
  play(pace: 'cinematic' | number): void;
  /** Called after each frame; the answer ends it. */
  onFrame(listener: () => void): () => void;
  wallMs(): number;
}

export interface LessonState {
  readonly lesson: Lesson | undefined;
  /** Index of the present step; the number of steps when the lesson hands over. */
  readonly step: number;
  readonly hurried: boolean;
  /** Why the lesson cannot go on. */
  readonly failure: string | undefined;
}

const NOTHING: LessonState = { lesson: undefined, step: 0, hurried: false, failure: undefined };
/** Milliseconds for which a sentence stands at least, so that it can be read from the back of a room. */
const READING_MS = 4_500;
const HURRY = 40;
const CHECK_MS = 100;

/**
 * Plays a lesson: says a sentence, acts, waits until what was announced is so at the playhead, and goes on. It knows no more
 * than a learner does, and stands still where the cluster does not do what was announced.
 */
export class LessonPlayer {
  readonly store: StoreApi<LessonState> = createStore<LessonState>(() => NOTHING);
  readonly #stage: LessonStage;
  #saidAt = 0;
  #checkedAt = 0;
  #acting = false;
  #stop: (() => void) | undefined;

  constructor(stage: LessonStage) {
    this.#stage = stage;
  }

  start(lesson: Lesson): void {
    this.leave();
    this.store.setState({ ...NOTHING, lesson });
    this.#stop = this.#stage.onFrame(() => this.#look());
    this.#begin();
  }

  leave(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.store.setState(NOTHING);
  }

  /** Lets time run fast until the present step is over; a step without a condition is over at once. */
  hurry(): void {
    const { lesson, step } = this.store.getState();
    const present = lesson?.steps[step];
    if (!present) return;
    this.#saidAt = -Infinity;
    if (!present.until) return;
    this.store.setState({ hurried: true });
    this.#stage.play(HURRY);
  }

  #begin(): void {
    const { lesson, step } = this.store.getState();
    const present = lesson?.steps[step];
    this.#saidAt = this.#stage.wallMs();
    this.store.setState({ hurried: false });
    this.#stage.play('cinematic');
    if (!present?.act) return;
    this.#acting = true;
    this.#do(present.act)
      .catch((error: unknown) => this.#failed(error instanceof Error ? error.message : String(error)))
      .finally(() => (this.#acting = false));
  }

  #look(): void {
    const { lesson, step, failure } = this.store.getState();
    const present = lesson?.steps[step];
    const now = this.#stage.wallMs();
    if (!present || this.#acting || failure !== undefined || now - this.#checkedAt < CHECK_MS) return;
    this.#checkedAt = now;
    if (now - this.#saidAt < READING_MS) return;
    if (present.until && !holds(present.until, this.#stage.world)) return;
    this.store.setState({ step: step + 1 });
    this.#begin();
  }

  async #do(act: Act): Promise<void> {
    const { fetch, fault, apply, world } = this.#stage;
    if (act.type === 'apply') {
      const { ok, text } = await apply(act.manifest);
      if (!ok) this.#failed(text);
    } else if (act.type === 'fault') {
      await fault({ name: act.name, params: act.params });
    } else {
      const victim = act.type === 'deletePod' ? podsOf(world, act.app)[0]?.metadata.name : undefined;
      const answer = await fetch(requestOf(act, victim ?? ''));
      if (answer.status >= 400) this.#failed(answer.body);
    }
  }

  #failed(failure: string): void {
    this.store.setState({ failure });
  }
}

/** The request that kubectl would send. */
function requestOf(act: Extract<Act, { type: 'setImage' | 'deletePod' }>, victim: string): HttpRequest {
  if (act.type === 'deletePod') {
    return { method: 'DELETE', url: `/api/v1/namespaces/default/pods/${victim}`, headers: {} };
  }
  const containers = [{ name: act.container, image: act.image }];
  return {
    method: 'PATCH',
    url: `/apis/apps/v1/namespaces/default/deployments/${act.deployment}?fieldManager=kubectl-set`,
    headers: { 'content-type': 'application/strategic-merge-patch+json' },
    body: JSON.stringify({ spec: { template: { spec: { containers } } } }),
  };
}
