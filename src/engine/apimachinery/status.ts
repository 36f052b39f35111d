import { aggregate, type FieldError } from './field.ts';
import { groupKindString, groupResourceString, type GroupKind, type GroupResource } from './group-version.ts';
import { goQuote } from './go-text.ts';

/** metav1.Status: what the server answers instead of an object. Keys are built in the order Go writes them. */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: { readonly continue?: string; readonly resourceVersion?: string };
  readonly status: 'Success' | 'Failure';
  readonly message?: string;
  readonly reason?: StatusReason;
  readonly details?: StatusDetails;
  readonly code?: number;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

export type StatusReason =
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Gone'
  | 'Invalid'
  | 'ServerTimeout'
  | 'StoreReadError'
  | 'Timeout'
  | 'TooManyRequests'
  | 'BadRequest'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'RequestEntityTooLarge'
  | 'UnsupportedMediaType'
  | 'InternalError'
  | 'Expired'
  | 'ServiceUnavailable';

/**
 * An error the API answered. User errors are always this; anything else that is thrown is a fault of ours. It carries no stack: it is an
 * answer, conflicts are everyday, and taking a stack costs more than all the rest of answering.
 */
export class StatusError extends Error {
  readonly status: Status;

  constructor(status: Status) {
    const limit: unknown = Reflect.get(Error, 'stackTraceLimit');
    if (limit !== undefined) Reflect.set(Error, 'stackTraceLimit', 0);
    super(status.message ?? '');
    if (limit !== undefined) Reflect.set(Error, 'stackTraceLimit', limit);
    this.name = 'StatusError';
    this.status = status;
  }
}

interface DetailParts {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** Leaves out what Go's omitempty leaves out. */
export function statusDetails(parts: DetailParts): StatusDetails {
  return {
    ...(parts.name ? { name: parts.name } : undefined),
    ...(parts.group ? { group: parts.group } : undefined),
    ...(parts.kind ? { kind: parts.kind } : undefined),
    ...(parts.uid ? { uid: parts.uid } : undefined),
    ...(parts.causes !== undefined && parts.causes.length > 0 ? { causes: parts.causes } : undefined),
    ...(parts.retryAfterSeconds ? { retryAfterSeconds: parts.retryAfterSeconds } : undefined),
  };
}

export function failure(
  code: number,
  reason: StatusReason | undefined,
  message: string,
  details?: StatusDetails,
): StatusError {
  return new StatusError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason === undefined ? undefined : { reason }),
    ...(details === undefined ? undefined : { details }),
    code,
  });
}

/** What a successful delete answers when the object is gone at once. */
export function newSuccess(details?: StatusDetails): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    ...(details === undefined ? undefined : { details }),
  };
}

function of(resource: GroupResource, name: string, more?: DetailParts): StatusDetails {
  return statusDetails({ ...more, name, group: resource.group, kind: resource.resource });
}

function named(resource: GroupResource, name: string): string {
  return `${groupResourceString(resource)} ${goQuote(name)}`;
}

export function newNotFound(resource: GroupResource, name: string): StatusError {
  return failure(404, 'NotFound', `${named(resource, name)} not found`, of(resource, name));
}

export function newAlreadyExists(resource: GroupResource, name: string): StatusError {
  return failure(409, 'AlreadyExists', `${named(resource, name)} already exists`, of(resource, name));
}

export function newGenerateNameConflict(resource: GroupResource, name: string, retryAfterSeconds: number): StatusError {
  const message = `${named(resource, name)} already exists, the server was not able to generate a unique name for the object`;
  return failure(409, 'AlreadyExists', message, of(resource, name, { retryAfterSeconds }));
}

/** registry.OptimisticLockErrorMsg */
export const OPTIMISTIC_LOCK_ERROR_MSG =
  'the object has been modified; please apply your changes to the latest version and try again';

export function newConflict(
  resource: GroupResource,
  name: string,
  error: string = OPTIMISTIC_LOCK_ERROR_MSG,
): StatusError {
  const message = `Operation cannot be fulfilled on ${named(resource, name)}: ${error}`;
  return failure(409, 'Conflict', message, of(resource, name));
}

export function newApplyConflict(causes: readonly StatusCause[], message: string): StatusError {
  return failure(409, 'Conflict', message, statusDetails({ causes }));
}

export function newInvalid(kind: GroupKind, name: string, errors: readonly FieldError[]): StatusError {
  const causes = errors.map((error) => ({ reason: error.type, message: error.body(), field: error.field }));
  const text = aggregate(errors);
  const what = `${groupKindString(kind)} ${goQuote(name)} is invalid`;
  const details = statusDetails({ name, group: kind.group, kind: kind.kind, causes });
  return failure(422, 'Invalid', text === undefined ? what : `${what}: ${text}`, details);
}

export function newBadRequest(reason: string): StatusError {
  return failure(400, 'BadRequest', reason);
}

/** `pods "x" is forbidden: …`, `pods is forbidden: …`, or `forbidden: …` when the resource is not known. */
export function newForbidden(resource: GroupResource, name: string, error: string): StatusError {
  const known = resource.group !== '' || resource.resource !== '';
  const what = name === '' ? groupResourceString(resource) : named(resource, name);
  const message = known ? `${what} is forbidden: ${error}` : `forbidden: ${error}`;
  return failure(403, 'Forbidden', message, of(resource, name));
}

export function newUnauthorized(reason: string): StatusError {
  return failure(401, 'Unauthorized', reason === '' ? 'not authorized' : reason);
}

export function newMethodNotSupported(resource: GroupResource, action: string): StatusError {
  const message = `${action} is not supported on resources of kind ${goQuote(groupResourceString(resource))}`;
  return failure(405, 'MethodNotAllowed', message, of(resource, ''));
}

export function newGone(message: string): StatusError {
  return failure(410, 'Gone', message);
}

export function newResourceExpired(message: string): StatusError {
  return failure(410, 'Expired', message);
}

export function newServerTimeout(resource: GroupResource, operation: string, retryAfterSeconds: number): StatusError {
  const against = groupResourceString(resource);
  const message = `The ${operation} operation against ${against} could not be completed at this time, please try again.`;
  return failure(500, 'ServerTimeout', message, of(resource, operation, { retryAfterSeconds }));
}

export function newTimeoutError(message: string, retryAfterSeconds: number): StatusError {
  return failure(504, 'Timeout', `Timeout: ${message}`, statusDetails({ retryAfterSeconds }));
}

export function newTooManyRequests(message: string, retryAfterSeconds: number): StatusError {
  return failure(429, 'TooManyRequests', message, statusDetails({ retryAfterSeconds }));
}

/** What an eviction answers when a disruption budget forbids it. pkg/registry/core/pod/storage/eviction.go */
export function newTooManyRequestsWithCauses(message: string, causes: readonly StatusCause[]): StatusError {
  return failure(429, 'TooManyRequests', message, statusDetails({ causes }));
}

export function newTooManyRequestsError(message: string): StatusError {
  return failure(429, 'TooManyRequests', `Too many requests: ${message}`);
}

export function newInternalError(error: string): StatusError {
  const details = statusDetails({ causes: [{ message: error }] });
  return failure(500, 'InternalError', `Internal error occurred: ${error}`, details);
}

export function newServiceUnavailable(reason: string): StatusError {
  return failure(503, 'ServiceUnavailable', reason);
}

export function newRequestEntityTooLargeError(message: string): StatusError {
  return failure(413, 'RequestEntityTooLarge', `Request entity too large: ${message}`);
}

/** negotiation.NewUnsupportedMediaTypeError */
export function newUnsupportedMediaTypeError(accepted: readonly string[]): StatusError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`;
  return failure(415, 'UnsupportedMediaType', message);
}

/** negotiation.NewNotAcceptableError */
export function newNotAcceptableError(accepted: readonly string[]): StatusError {
  return failure(406, 'NotAcceptable', `only the following media types are accepted: ${accepted.join(', ')}`);
}
