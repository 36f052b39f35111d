import type { Builder } from '../resource/types.ts';
import type { HttpResponse } from '../../protocol/index.ts';
import type { OpenRequest } from '../world.ts';
import type { StreamEvent } from '../../protocol/index.ts';

/** An object as JSON brings it. */
export type Json = Readonly<Record<string, unknown>>;

/** Where a kind is served, as discovery says. */
export interface Mapping {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Plural: `deployments`. */
  readonly resource: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  /** Names of its subresources: `status`, `scale`. */
  readonly subresources: readonly string[];
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface RequestOptions {
  readonly query?: Query;
  /** Left out: `application/json`. */
  readonly accept?: string;
  /** Of the body; left out: `application/json`. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: Json;
}

/** Requests to the API server. Refusals are thrown as apimachinery's StatusError; warnings are told on standard error. */
export interface Rest {
  get(path: string, options?: RequestOptions): Promise<Json>;
  post(path: string, body: unknown, options?: RequestOptions): Promise<Json>;
  put(path: string, body: unknown, options?: RequestOptions): Promise<Json>;
  /** `contentType` says which of the four patches it is. */
  patch(path: string, body: unknown, options: RequestOptions & { readonly contentType: string }): Promise<Json>;
  delete(path: string, body?: unknown, options?: RequestOptions): Promise<Json>;
  /** The answer as it is, whatever its code and its type. */
  raw(method: string, path: string, body?: string, options?: RequestOptions): Promise<HttpResponse>;
  /** Ends with the watch; throws what an ERROR event says. Leaving the loop gives the watch up. */
  watch(path: string, options?: RequestOptions): AsyncIterable<WatchEvent>;
  /** A followed log, or an upgrade. */
  connect(method: string, path: string, options: RequestOptions, told: (event: StreamEvent) => void): OpenRequest;
}

/** Which words mean which resources. Discovery is asked once per command and when something was not found. */
export interface Mapper {
  /** `po`, `pods`, `Pod`, `deploy.apps`, `deployments.v1.apps`; throws `the server doesn't have a resource type "x"`. */
  resource(word: string): Promise<Mapping>;
  tryResource(word: string): Promise<Mapping | undefined>;
  /** Throws `no matches for kind "X" in version "v"` when nothing serves it. */
  kind(apiVersion: string, kind: string): Promise<Mapping>;
  /** Every resource there is, preferred versions only, in discovery's order. */
  all(): Promise<readonly Mapping[]>;
  /** Every group and version that is served, the preferred one of each group first. */
  groupVersions(): Promise<readonly { readonly group: string; readonly versions: readonly string[] }[]>;
}

/** What every command gets its tools from (kubectl/pkg/cmd/util/factory.go). */
export interface Factory {
  readonly rest: Rest;
  readonly mapper: Mapper;
  /** From --namespace or the context; `enforced`: it was on the command line. */
  namespace(): Promise<{ readonly name: string; readonly enforced: boolean }>;
  builder(): Builder;
  /** Where the API server is: `https://127.0.0.1:6443`. */
  server(): Promise<string>;
  /** What was remembered of discovery is void: the next question asks the server. */
  forgetDiscovery(): void;
  /** The server's OpenAPI v3 document of a group version, parsed. */
  openapi(group: string, version: string): Promise<Json | undefined>;
}

/** `/apis/apps/v1/namespaces/default/deployments/web/scale`. */
export function pathOf(
  mapping: Pick<Mapping, 'group' | 'version' | 'resource' | 'namespaced'>,
  namespace: string,
  name?: string,
  subresource?: string,
): string {
  const root = mapping.group === '' ? `/api/${mapping.version}` : `/apis/${mapping.group}/${mapping.version}`;
  const inside = mapping.namespaced && namespace !== '' ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  const named = name === undefined || name === '' ? '' : `/${encodeURIComponent(name)}`;
  return `${root}${inside}/${mapping.resource}${named}${subresource === undefined ? '' : `/${subresource}`}`;
}

/** `deployments.apps`, `pods`: how kubectl prefixes what it has done (`deployment.apps/web created` has the singular kind). */
export function groupResource({ group, resource }: Pick<Mapping, 'group' | 'resource'>): string {
  return group === '' ? resource : `${resource}.${group}`;
}
