/**
 * http: the API server's HTTP door as pure data. An address and its query become a request for the handler chain; an answer
 * becomes status, headers and JSON text. No web types and no I/O: the host owns the socket.
 */
export { formatHttp, formatWatchEvent, type Format, type HttpResponse } from './format.ts';
export { parseHttp, type HttpRequestData, type Parsed } from './parse.ts';
export { requestInfo, type RequestInfo } from './request-info.ts';
export type { YAML } from './yaml.ts';
