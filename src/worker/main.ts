/**
 * worker: hosts the engine behind the port. It owns wall time (how long to compute before it must listen again), batches what
 * the page is told, and starts over from seed and inputs after a crash. It decides nothing about the cluster.
 */
import { isToWorker, type FromWorker } from '../protocol/index.ts';
import { EngineHost } from './engine-host.ts';

const host = new EngineHost(
  (message: FromWorker) => postMessage(message),
  () => performance.now(),
);
addEventListener('message', (event: MessageEvent<unknown>) => {
  if (isToWorker(event.data)) host.handle(event.data);
});
