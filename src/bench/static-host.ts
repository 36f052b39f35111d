import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.svg']);

/** A folder as static hosts serve it: text compressed, files kept by browsers. On loopback only. */
export async function hostStatically(
  root: string,
): Promise<{ readonly address: string; readonly close: () => Promise<void> }> {
  const server = createServer(({ url = '/' }, response) => {
    const asked = normalize(decodeURIComponent(new URL(url, 'http://host').pathname));
    const path = join(root, asked.endsWith('/') ? `${asked}index.html` : asked);
    if (!path.startsWith(root) || !existsSync(path)) return void response.writeHead(404).end();
    const type = extname(path);
    const headers = { 'content-type': TYPES[type] ?? 'application/octet-stream', 'cache-control': 'max-age=31536000' };
    if (!COMPRESSED.has(type)) return void createReadStream(path).pipe(response.writeHead(200, headers));
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(readFileSync(path)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { address: `http://127.0.0.1:${port}/`, close };
}
