import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Wire } from '../spdy/index.ts';
import type { Carrier, Said } from './carrier.ts';
import { COMMAND_PROTOCOLS, SpdyCommand } from './spdy-command.ts';
import { FORWARD_PROTOCOL, SpdyPorts, TUNNEL_PROTOCOL } from './spdy-ports.ts';
import { CHANNEL_PROTOCOLS, WebSocketChannels } from './websocket-channels.ts';
import { PORT_PROTOCOLS, WebSocketPorts } from './websocket-ports.ts';
import { acceptKey, WebSocketConnection } from './websocket.ts';

/** What will be spoken once the cluster has agreed. */
export interface Negotiated {
  /** Headers of the 101 beside Connection. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Speaks it on a socket on which the 101 has been written. `head` came behind the request. */
  begin(socket: Duplex, head: Buffer, said: Said): Carrier;
}

/** Chooses a protocol that both sides know; undefined when there is none. */
export function negotiate(url: URL, headers: IncomingHttpHeaders): Negotiated | undefined {
  const kind = headers.upgrade?.toLowerCase();
  if (kind === 'websocket') return overWebSocket(url, headers);
  return kind === 'spdy/3.1' ? overSpdy(url, headers) : undefined;
}

function isPortForward({ pathname }: URL): boolean {
  return pathname.endsWith('/portforward');
}

function overWebSocket(url: URL, headers: IncomingHttpHeaders): Negotiated | undefined {
  const key = headers['sec-websocket-key'];
  if (key === undefined) return undefined;
  const offered = listOf(headers['sec-websocket-protocol']);
  const known = isPortForward(url) ? [TUNNEL_PROTOCOL, ...PORT_PROTOCOLS] : CHANNEL_PROTOCOLS;
  const protocol = known.find((one) => offered.includes(one));
  if (protocol === undefined && offered.length > 0) return undefined;
  return {
    headers: [
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Accept', acceptKey(key)],
      ...(protocol === undefined ? [] : [['Sec-WebSocket-Protocol', protocol] as const]),
    ],
    begin: (socket, head, said) => {
      const connection = new WebSocketConnection(socket);
      const carrier = overConnection(connection, protocol ?? 'channel.k8s.io', url, said);
      if (head.length > 0) connection.push(head);
      return carrier;
    },
  };
}

function overConnection(connection: WebSocketConnection, protocol: string, url: URL, said: Said): Carrier {
  if (!isPortForward(url)) return new WebSocketChannels(connection, protocol, url.searchParams, said);
  if (protocol !== TUNNEL_PROTOCOL) return new WebSocketPorts(connection, protocol, url.searchParams, said);
  const wire: Wire = { write: (bytes) => connection.sendBinary(bytes), end: () => connection.close() };
  const ports = new SpdyPorts(wire, said);
  connection.onMessage = (data) => ports.connection.push(data);
  connection.onClose = () => ports.connection.close();
  return ports;
}

function overSpdy(url: URL, headers: IncomingHttpHeaders): Negotiated | undefined {
  const offered = listOf(headers['x-stream-protocol-version']);
  const known: readonly string[] = isPortForward(url) ? [FORWARD_PROTOCOL] : COMMAND_PROTOCOLS;
  const protocol = known.find((one) => offered.includes(one));
  if (protocol === undefined) return undefined;
  return {
    headers: [
      ['Upgrade', 'SPDY/3.1'],
      ['X-Stream-Protocol-Version', protocol],
    ],
    begin: (socket, head, said) => {
      const wire: Wire = { write: (bytes) => void socket.write(bytes), end: () => void socket.end() };
      const carrier = isPortForward(url) ? new SpdyPorts(wire, said) : new SpdyCommand(wire, url.searchParams, said);
      socket.on('data', (bytes: Buffer) => carrier.connection.push(bytes));
      socket.on('close', () => carrier.connection.close());
      socket.on('error', () => carrier.connection.close());
      if (head.length > 0) carrier.connection.push(head);
      return carrier;
    },
  };
}

function listOf(header: string | readonly string[] | undefined): readonly string[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(',');
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
