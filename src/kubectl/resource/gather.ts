import { AggregateFailure } from '../cobra/errors.ts';
import type { Builder, Info } from './types.ts';

export interface Gathered {
  readonly infos: readonly Info[];
  /** Why not all of what was asked for is there. */
  readonly errors: readonly unknown[];
}

/** What a builder that goes on after errors finds, and the errors (the pair that Result.Infos answers). */
export async function gather(builder: Builder): Promise<Gathered> {
  const infos: Info[] = [];
  try {
    await builder.visit((info) => {
      infos.push(info);
      return Promise.resolve();
    });
    return { infos, errors: [] };
  } catch (error) {
    return { infos, errors: error instanceof AggregateFailure ? error.errors : [error] };
  }
}

/** utilerrors.NewAggregate: one error is itself, several are told one after the other, none is none. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length > 1) throw new AggregateFailure(errors);
  if (errors.length === 1) throw errors[0];
}
