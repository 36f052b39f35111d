/**
 * resource: which objects a command line means: by type and name, by selector, from files, from standard input. What
 * cli-runtime's resource.Builder is.
 *
 * It promises the builder's errors to the letter and its order: files as they are named, names as they are written, lists as
 * the server answers them. It differs where the machine does: a URL is refused, since nothing beyond the cluster is there.
 */
export { NOTHING_NAMED, ResourceBuilder, type BuilderTools } from './builder.ts';
export { decodeDocuments, parseYAML, splitDocuments } from './decode.ts';
export type { Kustomize } from './kustomize.ts';
export { listPages, type Selection } from './list.ts';
export { localMapping } from './local-mapping.ts';
export { inNamespace, itemsOf, labelsOf, nameOf, namespaceOf } from './object.ts';
export type * from './types.ts';
