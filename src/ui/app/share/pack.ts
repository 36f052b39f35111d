import { guarded, type SharedSession } from './shared-session.ts';

/** Longest text that is looked at, and most bytes that may come out of it: a small text can unpack to very much. */
const MOST_TEXT = 400_000;
const MOST_BYTES = 20_000_000;

/** A session as text for a link. */
export async function pack(session: SharedSession): Promise<string> {
  const json = new Blob([JSON.stringify(session)]).stream();
  const zipped = await bytesOf(json.pipeThrough(new CompressionStream('gzip')), Infinity);
  return base64url(zipped ?? new Uint8Array());
}

/** What a link says; undefined when it cannot be read, whatever the reason. */
export async function unpack(text: string): Promise<SharedSession | undefined> {
  if (text.length > MOST_TEXT || !/^[\w-]+$/.test(text)) return undefined;
  try {
    const zipped = new Blob([bytesFrom(text)]).stream();
    const bytes = await bytesOf(zipped.pipeThrough(new DecompressionStream('gzip')), MOST_BYTES);
    return bytes && guarded(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

async function bytesOf(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | undefined> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function base64url(bytes: Uint8Array): string {
  let characters = '';
  for (let i = 0; i < bytes.length; i += 4096) characters += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(characters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function bytesFrom(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
