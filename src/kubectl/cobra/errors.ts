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
