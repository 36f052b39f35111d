import { statusOf, type StatusAnswer } from './client.ts';
import type { HttpResponse } from '../../../protocol/index.ts';

/** What is wrong, in kubectl's words, and where. */
export interface Refusal {
  readonly message: string;
  /** Field paths it is about, each with the words that belong to it. */
  readonly places: readonly { readonly field: string; readonly message: string }[];
}

/** As kubectl prints a Status (kubectl/pkg/cmd/util/helpers.go, StandardErrorMessage and MultilineError). */
export function refusalOf(response: HttpResponse, doing: string): Refusal {
  const status = statusOf(response);
  const fields = status.causes.filter(({ field }) => field !== '' && field !== '<nil>');
  const places =
    fields.length > 0
      ? fields.map((cause) => ({ field: cause.field, message: messageOf(cause) }))
      : placesIn(status.message);
  return { message: textOf(status, doing), places };
}

function messageOf(cause: { readonly field: string; readonly message: string }): string {
  return cause.message.startsWith(cause.field) ? cause.message : `${cause.field}: ${cause.message}`;
}

function textOf(status: StatusAnswer, doing: string): string {
  if (status.reason === 'Invalid' && status.kind !== '') {
    const { causes } = status;
    const subject = `The ${status.kind} ${JSON.stringify(status.name)} is invalid`;
    if (causes.length === 0) return status.message;
    if (causes.length === 1) return `${subject}: ${messageOf(causes[0]!)}`;
    return `${subject}: \n${causes.map((cause) => `* ${messageOf(cause)}`).join('\n')}`;
  }
  if (status.reason === '') return `Error from server: ${doing}: ${status.message}`;
  return `Error from server (${status.reason}): ${doing}: ${status.message}`;
}

/**
 * Fields named in a message alone: `unknown field "spec.foo"`, `json: cannot unmarshal string into Go struct field
 * DeploymentSpec.spec.replicas of type int32`.
 */
function placesIn(message: string): Refusal['places'] {
  const places: { field: string; message: string }[] = [];
  for (const match of message.matchAll(/(?:unknown|duplicate) field "([^"]+)"/g))
    places.push({ field: match[1]!, message: match[0] });
  for (const match of message.matchAll(
    /json: cannot unmarshal \S+ into Go struct field [^.\s]+\.(\S+) of type [^\s,]+/g,
  ))
    places.push({ field: match[1]!, message: match[0] });
  const plain =
    /(?:^|: )((?:spec|metadata|data|status)(?:\.\w+|\[[^\]]*\])*): (?:Invalid|Required|Unsupported|Forbidden|Duplicate|Too )/.exec(
      message,
    );
  if (places.length === 0 && plain)
    places.push({ field: plain[1]!, message: message.slice(plain.index).replace(/^: /, '') });
  const kind = /the namespace of the provided object|namespaces "[^"]+" not found/.exec(message);
  if (places.length === 0 && kind) places.push({ field: 'metadata.namespace', message });
  return places;
}
