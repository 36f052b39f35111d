import type { IProbe } from 'kubernetes-models/v1/Probe';
import { hostAndPort, list } from './text.ts';

/** What net/url does not leave as it is in a path; a question mark in it begins no query. */
const ESCAPED = /[^A-Za-z0-9\-_.~$&+,/:;=@]/gu;

function escapedPath(path: string): string {
  const escaped = path.replace(ESCAPED, (character) => {
    const encoded = encodeURIComponent(character);
    return encoded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : encoded;
  });
  return escaped === '' || escaped.startsWith('/') ? escaped : `/${escaped}`;
}

/** DescribeProbe. */
export function probeText(probe: IProbe): string {
  const attributes =
    `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s period=${probe.periodSeconds ?? 0}s ` +
    `#success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
  const { exec, httpGet, tcpSocket, grpc } = probe;
  if (exec !== undefined) return `exec ${list(exec.command)} ${attributes}`;
  if (httpGet !== undefined) {
    const host = hostAndPort(httpGet.host ?? '', String(httpGet.port));
    return `http-get ${(httpGet.scheme ?? '').toLowerCase()}://${host}${escapedPath(httpGet.path ?? '')} ${attributes}`;
  }
  if (tcpSocket !== undefined) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port} ${attributes}`;
  if (grpc !== undefined) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''} ${attributes}`;
  return `unknown ${attributes}`;
}
