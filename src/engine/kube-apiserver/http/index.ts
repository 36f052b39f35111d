/**
 * http: the API server's HTTP door as pure data. An address and its query become a request for the handler chain; an answer
 * becomes status, headers and JSON text. No web types and no I/O: the host owns the socket.
 *
 * It promises that a body in JSON, in protobuf (as kubectl sends typed objects since v1.32) or, where the host has a parser, in
 * YAML is the same object to the rest of the server, and that every answer goes back in a form that its client can read.
 *
 * Different from the real thing: protobuf is read, not written, but for OpenAPI 2, so who accepts nothing else gets 406; types
 * that are younger than the kubectl from which the field numbers were taken (v1.33) are not read in protobuf; there is no CBOR
 * and no compression; Tables are meta.k8s.io/v1 only; an address that is not there answers a Status, not the line `404 page not
 * found`; answers do not name the flow schema and the priority level that they were let in by.
 */
export { formatHttp, formatWatchEvent, type Format, type HttpResponse } from './format.ts';
export { parseHttp, type HttpRequestData, type Parsed } from './parse.ts';
export { requestInfo, type RequestInfo } from './request-info.ts';
export type { YAML } from './yaml.ts';
