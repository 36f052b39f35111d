import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { bytesOf, type Bytes } from '../engine/apimachinery/index.ts';
import type { Files, Input, OpenRequest, Output, Transport, World } from '../kubectl/index.ts';
import type { HttpRequest, HttpResponse, StreamEvent } from '../protocol/index.ts';

/** kubectl's world in Node: this process's files, streams and clock, and servers behind plain HTTP. */
export function nodeWorld(signal: AbortSignal): World {
  return {
    transport: httpTransport('http://localhost:8080'),
    dial: ({ server }) => httpTransport(server),
    stdin: input(process.stdin),
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    files: nodeFiles,
    env: process.env,
    cwd: process.cwd(),
    now: () => Date.now() * 1000,
    sleep: (micros) => sleep(micros / 1000, signal),
    signal,
    random: Math.random,
  };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

function input(stream: Readable & { readonly isTTY?: boolean }): Input {
  let pieces: AsyncIterator<unknown> | undefined;
  return {
    tty: stream.isTTY === true,
    read: async () => {
      pieces ??= stream[Symbol.asyncIterator]();
      const next = (await pieces.next()) as IteratorResult<Buffer, undefined>;
      return next.done === true ? undefined : next.value.toString('latin1');
    },
  };
}

function output(stream: Writable & { readonly isTTY?: boolean }): Output {
  return {
    tty: stream.isTTY === true,
    write: (text) => void stream.write(text),
    writeBytes: (bytes) => void stream.write(Buffer.from(bytes, 'latin1')),
  };
}

/** The files of this machine. */
export const nodeFiles: Files = {
  read: (path) => orNothing(readFile(path, 'latin1')),
  write: async (path, bytes: Bytes, mode) => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, Buffer.from(bytes, 'latin1'), mode === undefined ? {} : { mode });
  },
  stat: async (path) => {
    const found = await orNothing(stat(path));
    return (
      found && {
        directory: found.isDirectory(),
        size: found.size,
        mode: found.mode & 0o777,
        modified: Math.trunc(found.mtimeMs * 1000),
      }
    );
  },
  list: async (path) => (await orNothing(readdir(path)))?.sort(),
  makeDirectory: async (path) => void (await mkdir(path, { recursive: true })),
  remove: (path) => rm(path, { recursive: true, force: true }),
};

async function orNothing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch {
    return undefined;
  }
}

function httpTransport(server: string): Transport {
  return {
    fetch: (request) =>
      new Promise((resolve, reject) => {
        ask(server, request, reject, (message) => {
          void whole(message).then((body) => resolve(responseOf(message, body)), reject);
        });
      }),
    connect: (request, told) => connect(server, request, told),
  };
}

function ask(
  server: string,
  { method, url, headers, body }: HttpRequest,
  failed: (error: Error) => void,
  answered: (message: IncomingMessage) => void,
): { readonly cancel: () => void } {
  // Node frames the body of a DELETE only when it is told how long it is.
  const framed = body === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) };
  const asked = httpRequest(`${server}${url}`, { method, headers: framed }, answered);
  asked.on('error', (error) => failed(new Error(goWords(server, error))));
  asked.end(body);
  return { cancel: () => void asked.destroy() };
}

/** What Go says of a connection that could not be made. */
function goWords(server: string, error: Error & { readonly code?: string }): string {
  const { hostname, port, protocol } = new URL(server);
  const host = `${hostname === 'localhost' ? '127.0.0.1' : hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  if (error.code === 'ECONNREFUSED') return `dial tcp ${host}: connect: connection refused`;
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return `dial tcp: lookup ${hostname}: no such host`;
  return error.message;
}

function connect(server: string, request: HttpRequest, told: (event: StreamEvent) => void): OpenRequest {
  let over = false;
  const tell = (event: StreamEvent) => {
    if (!over) told(event);
    over ||= event.type === 'end' || event.type === 'failed';
  };
  const failed = (error: Error) => tell({ type: 'failed', reason: error.message });
  const asked = ask(server, request, failed, (message) => {
    const streams = (message.statusCode ?? 0) < 400;
    if (!streams) {
      void whole(message).then(
        (body) => tell({ type: 'response', response: responseOf(message, body), streams }),
        failed,
      );
      return;
    }
    tell({ type: 'response', response: responseOf(message, ''), streams });
    message.setEncoding('utf8');
    message.on('data', (text: string) => tell({ type: 'chunk', text }));
    message.on('end', () => tell({ type: 'end' }));
    message.on('error', failed);
  });
  return {
    send: () => undefined,
    cancel: () => {
      over = true;
      asked.cancel();
    },
  };
}

async function whole(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function responseOf(message: IncomingMessage, body: string): HttpResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return { status: message.statusCode ?? 0, headers, body };
}

/** For tests that hand in a text. */
export function inputOf(text: string): Input {
  let rest: Bytes | undefined = text === '' ? undefined : bytesOf(text);
  return {
    tty: false,
    read: () => {
      const now = rest;
      rest = undefined;
      return Promise.resolve(now);
    },
  };
}
