import { semanticDeepEqual, type ApiObject, type LabelSelector } from '../apimachinery/index.ts';

/** Selectors built once per object and kept for as long as what they were built from stays equal. */
export class SelectorCache<T extends ApiObject> {
  readonly #built = new Map<string, { wire: unknown; selector: LabelSelector }>();

  constructor(
    readonly wireOf: (object: T) => unknown,
    readonly build: (object: T) => LabelSelector,
  ) {}

  get(object: T): LabelSelector {
    const wire = this.wireOf(object);
    const known = this.#built.get(object.metadata.uid);
    if (known && (known.wire === wire || semanticDeepEqual(known.wire, wire))) {
      known.wire = wire;
      return known.selector;
    }
    const selector = this.build(object);
    this.#built.set(object.metadata.uid, { wire, selector });
    return selector;
  }

  forget(object: T): void {
    this.#built.delete(object.metadata.uid);
  }
}
