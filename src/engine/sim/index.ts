/**
 * sim: virtual time, seeded chance, processes on hosts, and the wires between them.
 *
 * Promises: the same seed and the same calls give the same run to the byte; nothing here reads a host clock or host
 * randomness. A goroutine runs until it waits (`yield*`), so code between two waits is never interleaved. A connection
 * delivers in order; what is lost is sent again; a silent peer is given up after 45 s, as client-go's HTTP/2 health check
 * does. A killed process forgets everything; a killed host tells nobody.
 *
 * Different from the real thing: a TCP handshake takes no time of its own, and a process has no CPU of which to run out.
 */
export * from './time.ts';
export { SeededRandom, type Random } from './random.ts';
export type { Timer } from './event-heap.ts';
export { silentRecorder, type Detail, type Label, type RecordId, type Recorder } from './recorder.ts';
export { EngineFault, Sim, type SimOptions } from './sim.ts';
export { Channel, Goroutine, Host, Process, Span, Waiter, sleep, type Exposition, type Task } from './process.ts';
export { LAN, LOOPBACK, WAN, type ConnectionEnd, type LinkQuality } from './link.ts';
export { Network } from './network.ts';
export { NetworkError, RpcClient, ServerCall, serve, type Handler, type Stream } from './rpc.ts';
