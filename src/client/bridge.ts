import type { FromPage, ToPage } from '../protocol/index.ts';
import type { OpenStream, StreamConnection } from './connection.ts';

/** How long to wait before knocking again at a server that has gone. */
const RETRY_MS = 2000;

/**
 * Lends this page's cluster to programs on its machine: the server that serves the page passes on what kubectl asks, and whether
 * the page is being looked at decides which of several answers.
 */
export function lend(connection: StreamConnection): void {
  const url = new URL('/cluster-bridge', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  const streams = new Map<number, OpenStream>();
  const post = (message: FromPage) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const tellVisible = () => post({ type: 'visible', visible: document.visibilityState === 'visible' });
  socket.onopen = tellVisible;
  document.addEventListener('visibilitychange', tellVisible);
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    const { id, command } = JSON.parse(data) as ToPage;
    if (command.type === 'connect') {
      streams.set(
        id,
        connection.connect(command.request, (event) => {
          if (event.type === 'end' || event.type === 'failed') streams.delete(id);
          post({ type: 'stream', id, event });
        }),
      );
    } else if (command.message === null) {
      streams.get(command.stream)?.cancel();
      streams.delete(command.stream);
    } else streams.get(command.stream)?.send(command.message);
  };
  socket.onclose = () => {
    document.removeEventListener('visibilitychange', tellVisible);
    for (const stream of streams.values()) stream.cancel();
    setTimeout(() => lend(connection), RETRY_MS);
  };
}
