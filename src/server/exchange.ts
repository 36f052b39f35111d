import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestOf, type Upgradable } from './streams/upgrade.ts';

/** The API server's own limit (apiserver/pkg/server/config.go MaxRequestBodyBytes). */
const MAX_BODY = 3 * 1024 * 1024;
const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const TEXT = { 'content-type': 'text/plain' };

/** Reads a request to its end, asks, and writes the answer, whole or as it grows. */
export async function serveExchange(
  message: IncomingMessage,
  response: ServerResponse,
  connect: Upgradable,
): Promise<void> {
  let body: string;
  try {
    body = await readBody(message);
  } catch {
    response.writeHead(413, TEXT).end('request body too large');
    return;
  }
  const stream = connect(
    { ...requestOf(message), ...(body !== '' && { body }) },
    {
      onResponse: (reply, streams) => {
        response.writeHead(reply.status, { ...reply.headers });
        if (!streams) {
          response.end(reply.body, isProtobuf(reply.headers['content-type']) ? 'latin1' : 'utf8');
          return;
        }
        response.flushHeaders();
        if (reply.body !== '') response.write(reply.body);
      },
      onChunk: (chunk) => void response.write(chunk),
      onEnd: () => void response.end(),
      onFailure: (reason) => {
        if (response.headersSent) response.end();
        else response.writeHead(503, TEXT).end(reason);
      },
    },
  );
  response.on('close', stream.cancel);
}

function isProtobuf(contentType: string | undefined): boolean {
  return contentType?.includes('protobuf') ?? false;
}

/** Text, or a character for each byte when its sender says that it is no text. */
async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error('too large');
    chunks.push(chunk);
  }
  const binary = message.headers['content-type']?.startsWith(PROTOBUF) ?? false;
  return Buffer.concat(chunks).toString(binary ? 'latin1' : 'utf8');
}
