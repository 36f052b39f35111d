/**
 * streams: what goes on after an HTTP upgrade: exec, attach and port-forward, over WebSocket channels, SPDY, or SPDY inside of a
 * WebSocket. Each carrier turns its wire into the engine's StreamMessage and back; none knows what the bytes mean.
 *
 * Promises: who may not ask over HTTP may not upgrade either; a refusal of the cluster is an ordinary HTTP answer.
 *
 * Different from Kubernetes: there is no back-pressure into the cluster, and the protocols of exec over SPDY before v4 are gone.
 */
export { acceptKey, WebSocketConnection } from './websocket.ts';
export { negotiate, type Negotiated } from './negotiate.ts';
export type { Carrier, Said } from './carrier.ts';
export { upgrade, type Upgradable } from './upgrade.ts';
