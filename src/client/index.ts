/**
 * client: the page's way to a cluster. A ClusterConnection sends requests, hands and the wish for time to pass, and tells
 * what happened in batches. The page knows nothing else of where the cluster is.
 *
 * Promises: batches come in the order of virtual time; after a crash the connection lives and can boot again.
 */
export { lend } from './bridge.ts';
export {
  inputsBeforeCrash,
  type Advanced,
  type AdvanceRequest,
  type ClusterConnection,
  type OpenStream,
  type StreamConnection,
} from './connection.ts';
export { Listeners } from './listeners.ts';
export { startWorkerConnection, WorkerConnection, type WorkerPort } from './worker-connection.ts';
