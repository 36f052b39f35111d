/**
 * rest: the way to the API server. Requests and watches over the world's transport, errors as apimachinery has them, the
 * server's warnings, and what discovery says about which words mean which resources.
 *
 * It promises client-go's texts. It differs from client-go where a browser does: no protobuf, no rate limit of the client's
 * own, no cache on a disk (what discovery said is remembered in memory, beside the transport it came by).
 */
export { RestClient, headerOf, refusalOf, type Endpoint } from './client.ts';
export { discover, type Discovery, type GroupVersionResources } from './discovery.ts';
export * from './errors.ts';
export { DiscoveryMapper, type DiscoveryCache } from './mapper.ts';
export { withQuery } from './query.ts';
export * from './types.ts';
export { Warnings } from './warnings.ts';
