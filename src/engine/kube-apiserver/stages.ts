/** One step of the handler chain, as the request's span tells it. */
export interface Stage {
  readonly name: string;
  readonly [fact: string]: unknown;
}

/** A list of stages that many requests have gone through, and those that it has been continued by. */
class Course {
  readonly list: readonly Stage[];
  readonly #next = new Map<Stage, Course>();
  /** How it went on the last time, which is how it mostly goes on. */
  #lastStage: Stage | undefined;
  #last: Course | undefined;

  constructor(list: readonly Stage[]) {
    this.list = list;
  }

  then(stage: Stage): Course {
    if (stage === this.#lastStage) return this.#last!;
    let course = this.#next.get(stage);
    if (!course) this.#next.set(stage, (course = new Course([...this.list, stage])));
    this.#lastStage = stage;
    this.#last = course;
    return course;
  }
}

const begins = new WeakMap<Stage, Course>();

/**
 * The stages a request has gone through so far. Most requests go through the same ones: they share one list, which the trace
 * keeps for each of them.
 */
export class Stages {
  #course: Course | undefined;

  get list(): readonly Stage[] {
    return this.#course?.list ?? NOTHING;
  }

  /** A stage that is one object for all requests. */
  push(stage: Stage): void {
    if (this.#course) this.#course = this.#course.then(stage);
    else this.#course = courseFrom(stage);
  }

  /** Goes back to where the list was: what came after is done again. */
  rewind(list: readonly Stage[]): void {
    this.#course = list.length === 0 ? undefined : new Course(list);
  }

  /** A stage of this request alone. */
  pushOnce(stage: Stage): void {
    this.#course = new Course([...this.list, stage]);
  }
}

const NOTHING: readonly Stage[] = [];

/** Who asks comes first, and is forgotten with its user. */
function courseFrom(stage: Stage): Course {
  let course = begins.get(stage);
  if (!course) begins.set(stage, (course = new Course([stage])));
  return course;
}
