import { type Json, isObject } from '../../apimachinery/index.ts';
import type { ApiResponse, WatchEvent } from '../../client-go/request.ts';
import { tableText } from './table-text.ts';
import { withUnsetTimes } from './unset-times.ts';
import type { YAML } from './yaml.ts';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the content type is protobuf, a character for each byte. */
  readonly body: string;
}

/** How the client wants its answer written. */
export interface Format {
  readonly pretty: boolean;
  readonly accept: string;
  /** The client asked for YAML, and this writes it. */
  readonly yaml: YAML | undefined;
}

/** The order in which Go writes ObjectMeta's fields (apimachinery/pkg/apis/meta/v1/types.go). */
const META_ORDER = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
];

/** Writes an answer as the real server's JSON serializer does. */
export function formatHttp(response: ApiResponse, format: Format): HttpResponse {
  const { code, body, warnings = [], headers: own } = response;
  const warning = warnings.map((text) => `299 - ${quote(text)}`).join(', ');
  const headers: Record<string, string> = { 'cache-control': 'no-cache, private', ...(warning && { warning }), ...own };
  const wait = retryAfter(body);
  if (wait !== undefined) headers['retry-after'] = wait;
  if (code === 304) return { status: code, headers, body: '' };
  if (typeof body === 'string') {
    return { status: code, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
  }
  if (code === 101 || code === 204) return { status: code, headers, body: '' };
  if (format.yaml) {
    return {
      status: code,
      headers: { ...headers, 'content-type': 'application/yaml' },
      body: format.yaml.stringify(body),
    };
  }
  const text = format.pretty ? JSON.stringify(inOrder(body), undefined, 2) : `${oneLine(body)}\n`;
  return { status: code, headers: { ...headers, 'content-type': contentType(body, format.accept) }, body: text };
}

function oneLine(body: unknown): string {
  const write = (part: unknown): string => JSON.stringify(inOrder(part));
  if (isObject(body) && body.kind === 'Table' && Array.isArray(body.rows)) return tableText(body, write);
  return write(body);
}

/** A refusal that will not last says how long it may. endpoints/handlers/responsewriters/status.go */
function retryAfter(body: unknown): string | undefined {
  if (!isObject(body) || body.kind !== 'Status' || !isObject(body.details)) return undefined;
  const { retryAfterSeconds } = body.details;
  return typeof retryAfterSeconds === 'number' && retryAfterSeconds > 0 ? String(retryAfterSeconds) : undefined;
}

/** One line of a watch. */
export function formatWatchEvent({ type, object }: WatchEvent): string {
  return `${JSON.stringify({ type, object: inOrder(object) })}\n`;
}

/** kind and apiVersion first, metadata in Go's order; the items of a typed list do not repeat their type. */
function inOrder(body: unknown): unknown {
  if (!isObject(body)) return body;
  const { kind, apiVersion, metadata, ...rest } = body;
  if (kind === undefined && apiVersion === undefined) return body;
  const ordered: Record<string, unknown> = { kind, apiVersion, metadata: metaInOrder(metadata), ...rest };
  if (kind === 'Pod' && apiVersion === 'v1') ordered.status = withUnsetTimes(rest.status);
  if (Array.isArray(rest.items) && typeof kind === 'string' && kind.endsWith('List')) {
    ordered.items = rest.items.map(kind.startsWith('Partial') ? inOrder : withoutType);
    if (kind === 'PodList')
      ordered.items = (ordered.items as Json[]).map((pod) => ({ ...pod, status: withUnsetTimes(pod.status) }));
  }
  if (Array.isArray(rest.rows)) ordered.rows = rest.rows.map(rowInOrder);
  return ordered;
}

function rowInOrder(row: unknown): unknown {
  return isObject(row) && 'object' in row ? { ...row, object: inOrder(row.object) } : row;
}

function withoutType(item: unknown): unknown {
  if (!isObject(item)) return item;
  const rest: Record<string, unknown> = { metadata: metaInOrder(item.metadata) };
  for (const [name, value] of Object.entries(item)) {
    if (name !== 'kind' && name !== 'apiVersion' && name !== 'metadata') rest[name] = value;
  }
  return rest;
}

function metaInOrder(metadata: unknown): unknown {
  if (!isObject(metadata) || metadata.name === undefined) return metadata;
  const ordered: Record<string, unknown> = {};
  for (const name of META_ORDER) if (metadata[name] !== undefined) ordered[name] = metadata[name];
  return ordered;
}

/** Aggregated discovery names its own form in the content type; clients look at it to know what they got. */
function contentType(body: unknown, accept: string): string {
  const aggregated = accept.match(/application\/json;g=apidiscovery\.k8s\.io;v=(v2\w*);as=APIGroupDiscoveryList/);
  if (isObject(body) && body.kind === 'APIGroupDiscoveryList') {
    return `application/json;g=apidiscovery.k8s.io;v=${aggregated?.[1] ?? 'v2'};as=APIGroupDiscoveryList`;
  }
  return 'application/json';
}

/** RFC 7230 quoted-string, on one line. */
function quote(text: string): string {
  return `"${text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/(["\\])/g, '\\$1')}"`;
}
