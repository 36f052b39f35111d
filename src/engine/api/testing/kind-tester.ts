import type { ApiObject, ErrorList } from '../../apimachinery/index.ts';
import type { Kind, StrategyContext } from '../kind.ts';

const TEXTS = (errors: ErrorList): string[] => errors.map((error) => error.error());

/** Only pods draw anything at random, and they have tests of their own. */
const NO_CONTEXT = {} as StrategyContext;

/** One kind as the API server would use it, for tests: what becomes of an object, and with which words it is refused. */
export class KindTester<T extends ApiObject> {
  readonly #kind: Kind<T>;

  constructor(kind: Kind<T>) {
    this.#kind = kind;
  }

  /** Decoded, defaulted and prepared, as it stands before validation. */
  create(written: object): T {
    const { group, version, kind, namespaced } = this.#kind;
    const { metadata, ...rest } = written as { metadata?: object };
    const object: unknown = {
      apiVersion: group === '' ? version : `${group}/${version}`,
      kind,
      metadata: {
        name: 'x',
        uid: '1',
        resourceVersion: '7',
        creationTimestamp: '2026-11-21T07:20:08Z',
        ...(namespaced && { namespace: 'default' }),
        ...metadata,
      },
      ...rest,
    };
    const { strategy, defaults } = this.#kind;
    const prepared = strategy.prepareForCreate(defaults(object as T));
    return strategy.finishCreate?.(prepared) ?? prepared;
  }

  /** Why it may not be created. */
  refusals(written: object): string[] {
    return TEXTS(this.#kind.strategy.validateCreate(this.create(written), NO_CONTEXT));
  }

  /** An update of one object to another, prepared. */
  update(before: object, after: object): T {
    const old = this.create(before);
    return this.#kind.strategy.prepareForUpdate(this.create(after), old);
  }

  /** Why the one may not become the other. */
  updateRefusals(before: object, after: object): string[] {
    const old = this.create(before);
    const { strategy } = this.#kind;
    return TEXTS(strategy.validateUpdate(strategy.prepareForUpdate(this.create(after), old), old));
  }

  statusRefusals(before: object, status: T['status']): string[] {
    const old = this.create(before);
    const rules = this.#kind.subresources.status!;
    return TEXTS(rules.validateUpdate(rules.prepareForUpdate({ ...old, status }, old), old));
  }

  warnings(written: object): readonly string[] {
    return this.#kind.strategy.warnings?.(this.create(written), undefined) ?? [];
  }

  /** Its row, a minute after it was created. */
  cells(written: object, status?: T['status']): readonly (string | number | boolean | null)[] {
    const object = this.create(written);
    return this.#kind.printer.cells(status === undefined ? object : { ...object, status }, 1_795_245_668_000_000);
  }
}
