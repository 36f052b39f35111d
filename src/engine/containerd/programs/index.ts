import type { Program } from '../../shell/index.ts';
import { tool } from '../../shell/index.ts';
import type { Caller } from './caller.ts';
import { curl } from './curl.ts';
import { dig, host, nslookup } from './names.ts';
import { nc, ping } from './sockets.ts';
import { wget } from './wget.ts';

type NetworkTool = (container: Caller) => Program;

const wrapped =
  (make: NetworkTool): NetworkTool =>
  (container) =>
    tool(make(container));

/** Tools that speak to the network, by name; which image has which, its description says. */
export const NETWORK_TOOLS: ReadonlyMap<string, NetworkTool> = new Map([
  ['curl', wrapped(curl)],
  ['dig', wrapped(dig)],
  ['host', wrapped(host)],
  ['nc', wrapped(nc)],
  ['nslookup', wrapped(nslookup)],
  ['ping', wrapped(ping)],
  ['wget', wrapped(wget)],
]);
