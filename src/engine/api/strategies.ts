import { semanticDeepEqual, type ApiObject, type ErrorList, type ObjectMeta } from '../apimachinery/index.ts';
import type { Strategy, StrategyContext } from './kind.ts';

/**
 * The moves that strategies are made of. Each returns the same object when there is nothing to change, so that what follows
 * can tell by identity.
 */
export function withMeta<T extends ApiObject>(object: T, change: Partial<ObjectMeta>): T {
  return { ...object, metadata: { ...object.metadata, ...change } };
}

export function withGeneration<T extends ApiObject>(object: T, generation: number | undefined): T {
  return object.metadata.generation === generation ? object : withMeta(object, { generation });
}

export function withStatus<T extends ApiObject>(object: T, status: T['status']): T {
  return object.status === status ? object : { ...object, status };
}

export function withSpec<T extends ApiObject>(object: T, spec: T['spec']): T {
  return object.spec === spec ? object : { ...object, spec };
}

export function specChanged(object: ApiObject, old: ApiObject): boolean {
  return object.spec !== old.spec && !semanticDeepEqual(object.spec, old.spec);
}

/** Status is kept, generation goes up by one when the spec changed and otherwise stays. */
export function updateSpec<T extends ApiObject>(object: T, old: T, changed = specChanged(object, old)): T {
  const generation = old.metadata.generation ?? 0;
  const next = changed ? generation + 1 : old.metadata.generation;
  return withGeneration(withStatus(object, old.status), next);
}

/** The other half: everything but status is kept, except the metadata that a status update may carry. */
export function updateStatus<T extends ApiObject>(object: T, old: T): T {
  return withGeneration(withSpec(object, old.spec), old.metadata.generation);
}

const unchanged = <T>(object: T): T => object;

interface PlainStrategy<T extends ApiObject> extends Partial<Omit<Strategy<T>, 'validateCreate' | 'validateUpdate'>> {
  readonly validate: (object: T, context: StrategyContext) => ErrorList;
  readonly validateUpdate: (object: T, old: T, context?: StrategyContext) => ErrorList;
}

/** For kinds without status: nothing to clear, nothing to count. */
export function plainStrategy<T extends ApiObject>(parts: PlainStrategy<T>): Strategy<T> {
  const { validate, ...rest } = parts;
  return {
    prepareForCreate: unchanged,
    prepareForUpdate: unchanged,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
    ...rest,
    validateCreate: validate,
  };
}

interface SpecStrategy<T extends ApiObject> extends PlainStrategy<T> {
  /** The status that every new object begins with; left out by kinds that have none. */
  readonly newStatus?: T['status'];
}

/** For kinds with a spec that is counted: status is the controllers', generation follows the spec. */
export function specStrategy<T extends ApiObject>({ newStatus, ...parts }: SpecStrategy<T>): Strategy<T> {
  return plainStrategy({
    prepareForCreate: (object) => withGeneration(newStatus === undefined ? object : withStatus(object, newStatus), 1),
    prepareForUpdate: (object, old) => updateSpec(object, old),
    ...parts,
  });
}
