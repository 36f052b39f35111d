import { groupResourceString, type GroupResource } from './group-version.ts';
import { goQuote } from './go-text.ts';
import { failure, statusDetails, type StatusError, type StatusReason } from './status.ts';

type Generic = readonly [reason: StatusReason, message: string];

const GENERIC: ReadonlyMap<number, Generic> = new Map<number, Generic>([
  [400, ['BadRequest', 'the server rejected our request for an unknown reason']],
  [401, ['Unauthorized', 'the server has asked for the client to provide credentials']],
  [404, ['NotFound', 'the server could not find the requested resource']],
  [405, ['MethodNotAllowed', 'the server does not allow this method on the requested resource']],
  [422, ['Invalid', 'the server rejected our request due to an error in our request']],
  [429, ['TooManyRequests', 'the server has received too many requests and has asked us to try again later']],
  [503, ['ServiceUnavailable', 'the server is currently unable to handle the request']],
  [
    504,
    [
      'Timeout',
      'the server was unable to return a response in the time allotted, but may still be processing the request',
    ],
  ],
]);

export interface GenericServerResponse {
  readonly code: number;
  /** The HTTP method, as `GET`. */
  readonly verb: string;
  readonly resource?: GroupResource;
  readonly name?: string;
  readonly serverMessage?: string;
  readonly retryAfterSeconds?: number;
  readonly isUnexpectedResponse?: boolean;
}

/** A Status for an answer that carried none: the 404 page, a proxy's error. pkg/api/errors/errors.go */
export function newGenericServerResponse(response: GenericServerResponse): StatusError {
  const { code, resource, name = '', serverMessage = '' } = response;
  const [reason, text] = reasonAndText(code, response.verb, serverMessage);
  const known = resource !== undefined && (resource.group !== '' || resource.resource !== '');
  let message = text;
  if (known) {
    const verb = response.verb.toLowerCase();
    const where = name === '' ? groupResourceString(resource) : `${groupResourceString(resource)} ${name}`;
    message = `${text} (${verb} ${where})`;
  }
  const details = statusDetails({
    name,
    group: resource?.group ?? '',
    kind: resource?.resource ?? '',
    causes:
      response.isUnexpectedResponse === true ? [{ reason: 'UnexpectedServerResponse', message: serverMessage }] : [],
    retryAfterSeconds: response.retryAfterSeconds ?? 0,
  });
  return failure(code, reason, message, details);
}

function reasonAndText(code: number, verb: string, serverMessage: string): [StatusReason | undefined, string] {
  const generic = GENERIC.get(code);
  if (generic !== undefined) return [generic[0], generic[1]];
  switch (code) {
    case 403:
      return ['Forbidden', serverMessage];
    case 406: {
      const empty = serverMessage === '' || serverMessage === 'unknown';
      const unable = 'the server was unable to respond with a content type that the client supports';
      return ['NotAcceptable', empty ? unable : serverMessage];
    }
    case 409:
      return [verb === 'POST' ? 'AlreadyExists' : 'Conflict', 'the server reported a conflict'];
    case 415:
      return ['UnsupportedMediaType', serverMessage];
    default:
      if (code < 500) {
        return [undefined, `the server responded with the status code ${code} but did not return more information`];
      }
      return [
        'InternalError',
        `an error on the server (${goQuote(serverMessage)}) has prevented the request from succeeding`,
      ];
  }
}
