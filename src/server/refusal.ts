import type { IncomingMessage } from 'node:http';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Why a request is not let in, or undefined: only this machine may ask, and no page of another site. */
export function refuse(message: Pick<IncomingMessage, 'headers'>): string | undefined {
  const { host = '', origin } = message.headers;
  const name = host.replace(/:\d+$/, '');
  if (!LOOPBACK.has(name)) return `the host "${name}" is not this machine`;
  if (origin !== undefined && !isLoopbackOrigin(origin)) return `pages of ${origin} may not reach this cluster`;
  const site = message.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'pages of other sites may not reach this cluster';
  return undefined;
}

function isLoopbackOrigin(origin: string): boolean {
  try {
    return LOOPBACK.has(new URL(origin).hostname);
  } catch {
    return false;
  }
}
