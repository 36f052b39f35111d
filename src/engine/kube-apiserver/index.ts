/**
 * kube-apiserver: the one door. Every component and every person talks to the cluster through it, and only it opens onto etcd.
 *
 * A request passes authentication, authorization, decoding and defaulting, mutating admission, validation, validating admission
 * and storage, the same for every kind; its span says what each stage decided. Lists and watches come from a watch cache per
 * resource, which one list and one watch of etcd fill.
 *
 * Promises. Optimistic concurrency: an update that names a version is only made to that version. A write that changes nothing
 * makes no revision. A cache never goes back. A watch that breaks can go on from the version it reached, or is told 410. What is
 * marked for deletion goes when its grace is over and its last finalizer is removed. A server that dies in the middle of a
 * request has either stored all of it or nothing.
 *
 * Different from the real thing: the cache is never behind an answer of etcd; keys in etcd are `/registry/<resource>/…` for every
 * kind, and `/registry/<resource>.<group>/…` for what a CustomResourceDefinition defines; one server, so no identity leases; a
 * list that is cut short says that there is more only where more is selected; a bookmark's row in a Table is blank instead of
 * printed; the tag of aggregated discovery is a SHA-256;
 * on the secure port, which programs in pods ask with curl, an answer is one piece, so that a watch ends after 10 seconds unless it
 * names a time, nothing can be upgraded, and only status and body come back; see also the rooms inside.
 */
export { startKubeAPIServer, type ApiServer } from './start.ts';
export type { KubeAPIServerConfig } from './server.ts';
export type { ObservedChange } from './observe.ts';
export type { Plugin } from './admission/plugin.ts';
export { admissionPlugins } from './admission/index.ts';
export type { Authorizer } from './authorization/index.ts';
export type { Documentation, TypeDocumentation } from './openapi/index.ts';
export type { AuditEvent } from './audit.ts';
export { RawBody } from './raw-body.ts';
export * from './http/index.ts';
