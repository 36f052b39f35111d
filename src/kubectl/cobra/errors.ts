/** Ends kubectl with `error: ` and the message on standard error (kubectl/pkg/cmd/util/helpers.go, checkErr). */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly code = 1,
  ) {
    super(message);
  }
}

/** A CommandError with `See 'kubectl get -h' for help and examples` behind it (UsageErrorf). */
export class UsageError extends CommandError {}

/** Ends kubectl with this code and no word of its own (ErrExit, and exec's exit codes). */
export class ExitError extends Error {
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

/** Several errors that are told one after the other (utilerrors.Aggregate). */
export class AggregateFailure extends Error {
  constructor(readonly errors: readonly unknown[]) {
    super(`${errors.length} errors`);
  }
}

/** utilerrors.NewAggregate: even a single error is then told without `error: ` before it. None is none. */
export function throwAggregate(errors: readonly unknown[]): void {
  if (errors.length > 0) throw new AggregateFailure(errors);
}

/** What a visitor that goes on after errors ends with: one error is itself, several are an aggregate. */
export function throwVisited(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0];
  throwAggregate(errors);
}
