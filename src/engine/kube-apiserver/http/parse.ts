import { StatusError } from '../../apimachinery/index.ts';
import type {
  ApiRequest,
  ApiResponse,
  Credentials,
  Impersonation,
  NonResourceRequest,
} from '../../client-go/request.ts';
import { formatHttp, type Format, type HttpResponse } from './format.ts';
import { connectRequest, isConnection } from './connect.ts';
import { mediaTypeOf, negotiate, patchTypeOf } from './negotiate.ts';
import { deleteOptions, flag, parseQuery, requestOptions } from './query.ts';
import { requestInfo, type RequestInfo } from './request-info.ts';
import { rawBody, type YAML } from './yaml.ts';

/** An HTTP request in plain data; header names in lower case. */
export interface HttpRequestData {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a media type that is no text (protobuf): a character for each byte. */
  readonly body?: string;
}

/** Either a request for the handler chain with how its answer is to be written, or an answer that needs no chain. */
export type Parsed =
  { readonly request: ApiRequest | NonResourceRequest; readonly format: Format } | { readonly response: HttpResponse };

/**
 * Reads an HTTP request. `fallback` is who asks when the request itself does not say, as a kubectl proxy lends its
 * identity to whoever can reach it; `yaml` is the host's, if it has one.
 */
export function parseHttp(http: HttpRequestData, fallback: Credentials, yaml?: YAML): Parsed {
  const mark = http.url.indexOf('?');
  const path = mark < 0 ? http.url : http.url.slice(0, mark);
  const query = parseQuery(mark < 0 ? '' : http.url.slice(mark + 1));
  const pretty = flag('pretty', query.get('pretty')?.[0]) ?? isBrowserOrCurl(http.headers['user-agent']);
  const info = requestInfo(http.method, path, flag('watch', query.get('watch')?.[0]) ?? false);
  const credentials = credentialsOf(http.headers, fallback);
  const userAgent = http.headers['user-agent'] ?? 'unknown';
  const accept = http.headers.accept ?? '';
  const json: Format = { pretty, accept, yaml: undefined };
  if (!info.isResource) {
    const verb = http.method === 'POST' ? 'post' : 'get';
    const flat = Object.fromEntries([...query].map(([name, values]) => [name, values[0] ?? '']));
    const ifNoneMatch = http.headers['if-none-match'];
    return { request: { verb, path, query: flat, accept, ifNoneMatch, credentials, userAgent }, format: json };
  }
  try {
    // What a connection carries is not the server's to negotiate.
    const accepted = isConnection(info) ? undefined : http.headers.accept;
    const { as, writes } = negotiate(accepted, yaml !== undefined && info.verb !== 'watch');
    const request = {
      ...resourceRequest(info, http, query, yaml),
      as,
      credentials,
      userAgent,
      auditID: http.headers['audit-id'] ?? '',
    };
    return { request, format: writes === 'yaml' ? { ...json, yaml } : json };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    const answer: ApiResponse = { code: error.status.code ?? 400, body: error.status };
    return { response: formatHttp(answer, json) };
  }
}

type ResourceInfo = Extract<RequestInfo, { isResource: true }>;

function resourceRequest(
  info: ResourceInfo,
  http: HttpRequestData,
  query: ReadonlyMap<string, readonly string[]>,
  yaml: YAML | undefined,
): Omit<ApiRequest, 'credentials' | 'userAgent' | 'as'> {
  const mediaType = mediaTypeOf(http.headers['content-type']);
  const { verb, group, version, resource, subresource, namespace, name } = info;
  const deleting = verb === 'delete' || verb === 'deletecollection';
  const { body: sent = '' } = http;
  const body = deleting && sent.length === 0 ? deleteOptions(query) : rawBody(sent, mediaType, yaml);
  const connect = connectRequest(info, http, query);
  const includeObject = query.get('includeObject')?.[0] as ApiRequest['includeObject'];
  return {
    verb,
    group,
    version,
    resource,
    subresource,
    namespace,
    name,
    options: isConnection(info) ? {} : requestOptions(query),
    ...(verb !== 'get' && verb !== 'list' && verb !== 'watch' && { body }),
    ...(verb === 'patch' && !isConnection(info) && { patchType: patchTypeOf(mediaType) }),
    includeObject,
    ...(connect && { connect }),
  };
}

/** A bearer token, and impersonation on top of whoever asks. */
function credentialsOf(headers: Readonly<Record<string, string>>, fallback: Credentials): Credentials {
  const authorization = headers.authorization;
  const bearer = authorization?.match(/^bearer\s+(\S+)$/i)?.[1];
  const own: Credentials = bearer === undefined ? fallback : { bearerToken: bearer };
  const impersonate = impersonationOf(headers);
  return impersonate ? { ...own, impersonate } : own;
}

const EXTRA = 'impersonate-extra-';

/** The impersonation headers; several of one name arrive joined by commas. */
function impersonationOf(headers: Readonly<Record<string, string>>): Impersonation | undefined {
  const user = headers['impersonate-user'];
  const groups = headers['impersonate-group'];
  const uid = headers['impersonate-uid'];
  const extra: [string, readonly string[]][] = [];
  for (const name of Object.keys(headers)) {
    if (name.startsWith(EXTRA)) extra.push([unescaped(name.slice(EXTRA.length)), listOf(headers[name]!)]);
  }
  if (!user && groups === undefined && !uid && extra.length === 0) return undefined;
  return {
    ...(user && { user }),
    ...(groups !== undefined && { groups: listOf(groups) }),
    ...(uid && { uid }),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) }),
  };
}

function listOf(header: string): string[] {
  return header.split(',').map((value) => value.trim());
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** endpoints/handlers/negotiation: people who look with their own eyes get indented JSON. */
function isBrowserOrCurl(userAgent = ''): boolean {
  return userAgent.startsWith('curl') || userAgent.startsWith('Wget') || userAgent.startsWith('Mozilla/5.0');
}
