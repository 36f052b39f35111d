import { StatusError, type StatusCause } from '../engine/apimachinery/index.ts';
import { AggregateFailure, CommandError, ExitError } from './cobra/errors.ts';
import { ConfigurationError, UrlError } from './rest/errors.ts';

/** What an error that ends kubectl prints, and its exit code (kubectl/pkg/cmd/util/helpers.go, checkErr). */
export interface Told {
  readonly message: string;
  readonly code: number;
}

export function checkErr(error: unknown): Told {
  if (error instanceof ExitError) return { message: '', code: error.code };
  if (error instanceof StatusError && error.status.reason === 'Invalid') return { message: invalid(error), code: 1 };
  if (error instanceof ConfigurationError) return { message: `Error in configuration: ${error.message}`, code: 1 };
  if (error instanceof AggregateFailure) {
    return {
      message: flattened(error)
        .map((one) => `${messageForError(one)}\n`)
        .join(''),
      code: 1,
    };
  }
  const code = error instanceof CommandError ? error.code : 1;
  const standard = standardErrorMessage(error);
  if (standard !== undefined) return { message: standard, code };
  const message = error instanceof Error ? error.message : String(error);
  const whole = message.startsWith('error: ') || message.startsWith('Unable to connect to the server: ');
  return { message: whole ? message : `error: ${message}`, code };
}

/** What stands in a list of errors. */
export function messageForError(error: unknown): string {
  return standardErrorMessage(error) ?? (error instanceof Error ? error.message : String(error));
}

function standardErrorMessage(error: unknown): string | undefined {
  if (error instanceof StatusError) {
    const { reason = '', message = '' } = error.status;
    if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`;
    return reason === '' ? `Error from server: ${message}` : `Error from server (${reason}): ${message}`;
  }
  if (!(error instanceof UrlError)) return undefined;
  if (!error.reason.includes('connection refused')) return `Unable to connect to the server: ${error.reason}`;
  const host = /^[a-z]+:\/\/([^/]+)/.exec(error.url)?.[1] ?? error.url;
  return `The connection to the server ${host} was refused - did you specify the right host or port?`;
}

/** `The Deployment "web" is invalid: spec.replicas: …`, a line for each when there are several. */
function invalid({ status }: StatusError): string {
  const { details, message = '' } = status;
  const start = 'The request is invalid';
  if (details === undefined) return message === '' ? start : `${start}: ${message}`;
  const { kind = '', name = '', causes = [] } = details;
  const named = kind !== '' || name !== '';
  const what = named ? `The ${kind} ${JSON.stringify(name)} is invalid` : start;
  if (causes.length === 0) return !named && message !== '' ? `${what}: ${message}` : what;
  const texts = [...new Set(causes.map(causeText))];
  if (texts.length === 1) return `${what}: ${texts[0]!}`;
  return `${what}: \n${texts.map((text) => `* ${text}\n`).join('')}`;
}

function causeText({ field = '', message = '' }: StatusCause): string {
  return `${field}: ${message}`;
}

function flattened({ errors }: AggregateFailure): readonly unknown[] {
  return errors.flatMap((error) => (error instanceof AggregateFailure ? flattened(error) : [error]));
}
