/**
 * spdy: the server's side of SPDY/3.1, which kubectl still speaks after an upgrade: exec, attach and cp before 1.31 and where
 * WebSocket is refused, port-forward in every version (inside of a WebSocket since 1.31).
 *
 * Promises: frames are acted on in the order of their coming; what is malformed ends the connection.
 *
 * Different from the draft: no flow control, because moby/spdystream has none either; headers go out uncompressed.
 */
export { SpdyConnection, type SpdyStream, type Wire } from './connection.ts';
export { spdyDictionary } from './dictionary.ts';
export { formatHeaders, HeaderReader, HeaderWriter, type Headers } from './headers.ts';
