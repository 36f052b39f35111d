import type { ApiObject, Status } from '../apimachinery/index.ts';

/** Verbs as authorization and audit name them (apiserver/pkg/endpoints/request/requestinfo.go). */
export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

export type PatchType =
  | 'application/json-patch+json'
  | 'application/merge-patch+json'
  | 'application/strategic-merge-patch+json'
  | 'application/apply-patch+yaml';

/** Query parameters, with the names and meanings of metav1.ListOptions, CreateOptions, UpdateOptions and PatchOptions. */
export interface RequestOptions {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly resourceVersion?: string;
  readonly resourceVersionMatch?: 'Exact' | 'NotOlderThan';
  readonly limit?: number;
  readonly continue?: string;
  readonly timeoutSeconds?: number;
  readonly allowWatchBookmarks?: boolean;
  readonly sendInitialEvents?: boolean;
  readonly dryRun?: readonly string[];
  readonly fieldManager?: string;
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  readonly force?: boolean;
}

/** metav1.DeleteOptions, the body of a delete. */
export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Orphan' | 'Background' | 'Foreground';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: readonly string[];
  readonly orphanDependents?: boolean;
}

/** Who asks, as the TLS layer or a bearer token would prove it. Nothing: system:anonymous. */
export interface Credentials {
  readonly clientCertificate?: { readonly commonName: string; readonly organizations: readonly string[] };
  readonly bearerToken?: string;
  readonly impersonate?: Impersonation;
}

/** Whom a request is to be made as. Groups, uid and extra without a user are refused. */
export interface Impersonation {
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly uid?: string;
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** A request for a resource, already taken apart as RequestInfo does; the HTTP door makes one from a URL. */
export interface ApiRequest {
  readonly verb: Verb;
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  /** Plural, lower case: `pods`. */
  readonly resource: string;
  readonly subresource?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly options: RequestOptions;
  /** An object to create or put, a patch document, DeleteOptions, a Binding … Never changed by the server. */
  readonly body?: unknown;
  readonly patchType?: PatchType | undefined;
  /** `Table` asks the server to print columns, `PartialObjectMetadata` for metadata alone. */
  readonly as?: 'Table' | 'PartialObjectMetadata' | undefined;
  readonly includeObject?: 'None' | 'Metadata' | 'Object' | undefined;
  readonly connect?: ConnectRequest | undefined;
  readonly credentials: Credentials;
  readonly userAgent: string;
  /** What the audit log calls the request. '': the server finds a name and tells it in the answer, as it does for whom HTTP brings. */
  readonly auditID?: string | undefined;
}

/** The rest of a request whose subresource is a connection: to a log, a command, a port, or whatever is behind a proxy. */
export interface ConnectRequest {
  /** As it came over HTTP. */
  readonly method: string;
  /** What stands behind `…/proxy`, as it was written; '' or begins with a slash. */
  readonly path: string;
  /** Without the question mark. */
  readonly search: string;
  /** The same, taken apart. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the client wants to speak once it is let through. */
  readonly upgrade: 'SPDY/3.1' | 'websocket' | undefined;
  /** Whether the answer is a stream. */
  readonly streams: boolean;
}

/** Anything else the server answers on: /healthz, /version, /api, /apis, /openapi/v3 … */
export interface NonResourceRequest {
  readonly verb: 'get' | 'post';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly accept: string;
  /** The version that the client has already, as an ETag. */
  readonly ifNoneMatch?: string | undefined;
  readonly credentials: Credentials;
  readonly userAgent: string;
}

/** metav1.List of one kind. */
export interface ApiList<T = ApiObject> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly T[];
}

export interface ApiResponse {
  readonly code: number;
  /** An object, a list, a Table, or a Status. Shared with the server's caches: read only. */
  readonly body: unknown;
  /** Texts of `Warning: 299 - "…"` headers. */
  readonly warnings?: readonly string[];
  /** Beside those that every answer has; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One item of a watch. ERROR carries a Status, BOOKMARK an object with nothing but kind and resourceVersion. */
export interface WatchEvent<T = ApiObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: T | Status;
}
