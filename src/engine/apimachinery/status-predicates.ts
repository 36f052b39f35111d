import { StatusError, type StatusCause, type StatusReason } from './status.ts';

/** The reason of a StatusError, undefined for anything else. pkg/api/errors/errors.go */
export function reasonForError(error: unknown): StatusReason | undefined {
  return error instanceof StatusError ? error.status.reason : undefined;
}

/** A reason decides; without one the HTTP code does. */
function is(error: unknown, reason: StatusReason, code: number): boolean {
  if (!(error instanceof StatusError)) return false;
  const { status } = error;
  return status.reason === undefined ? status.code === code : status.reason === reason;
}

export const isNotFound = (error: unknown): error is StatusError => is(error, 'NotFound', 404);
export const isConflict = (error: unknown): error is StatusError => is(error, 'Conflict', 409);
export const isInvalid = (error: unknown): error is StatusError => is(error, 'Invalid', 422);
export const isGone = (error: unknown): error is StatusError => is(error, 'Gone', 410);
export const isBadRequest = (error: unknown): error is StatusError => is(error, 'BadRequest', 400);
export const isUnauthorized = (error: unknown): error is StatusError => is(error, 'Unauthorized', 401);
export const isForbidden = (error: unknown): error is StatusError => is(error, 'Forbidden', 403);
export const isNotAcceptable = (error: unknown): error is StatusError => is(error, 'NotAcceptable', 406);
export const isMethodNotSupported = (error: unknown): error is StatusError => is(error, 'MethodNotAllowed', 405);
export const isUnsupportedMediaType = (error: unknown): error is StatusError => is(error, 'UnsupportedMediaType', 415);
export const isTimeout = (error: unknown): error is StatusError => is(error, 'Timeout', 504);
export const isInternalError = (error: unknown): error is StatusError => is(error, 'InternalError', 500);
export const isServiceUnavailable = (error: unknown): error is StatusError => is(error, 'ServiceUnavailable', 503);

export const isAlreadyExists = (error: unknown): error is StatusError => reasonForError(error) === 'AlreadyExists';
export const isResourceExpired = (error: unknown): error is StatusError => reasonForError(error) === 'Expired';
export const isServerTimeout = (error: unknown): error is StatusError => reasonForError(error) === 'ServerTimeout';

export function isTooManyRequests(error: unknown): error is StatusError {
  return error instanceof StatusError && (error.status.reason === 'TooManyRequests' || error.status.code === 429);
}

export function isRequestEntityTooLarge(error: unknown): error is StatusError {
  return error instanceof StatusError && (error.status.reason === 'RequestEntityTooLarge' || error.status.code === 413);
}

/** How long the server asks to wait, in seconds, if it asks. */
export function suggestsClientDelay(error: unknown): number | undefined {
  if (!(error instanceof StatusError)) return undefined;
  const seconds = error.status.details?.retryAfterSeconds ?? 0;
  return error.status.reason === 'ServerTimeout' || seconds > 0 ? seconds : undefined;
}

/** The cause of that type, as `NamespaceTerminating`. */
export function statusCause(error: unknown, type: string): StatusCause | undefined {
  if (!(error instanceof StatusError)) return undefined;
  return error.status.details?.causes?.find((cause) => cause.reason === type);
}
