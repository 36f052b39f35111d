/**
 * client-go: the only way to the cluster. Requests with an identity and a rate limit, informers that list once and watch for
 * ever, the workqueue with its promises, and the event recorder.
 *
 * Promises: caches never go back; a key is reconciled by one worker at a time; a component never waits for its events.
 * Different from upstream: a reflector always lists before it watches (no streaming list), and handlers run in the
 * reflector's own goroutine, because they only note what is to be done.
 */
export { Client, qualifiedResource, requestLabel, type ClientOptions, type ResourceRef } from './client.ts';
export { EventRecorder, type EventSource, type EventType } from './event-recorder.ts';
export { Indexer } from './indexer.ts';
export { Informer, SharedInformerFactory, type EventHandler, type InformerFilter } from './informer.ts';
export {
  LEADER_ELECTION_TIMES,
  LeaderElector,
  runLeaderElection,
  type LeaderElectionConfig,
} from './leader-election.ts';
export type * from './request.ts';
export { ResourceClient } from './resource-client.ts';
export { TokenBucket } from './token-bucket.ts';
export { ControllerRateLimiter, WorkQueue, runWorkers, type RateLimiter } from './workqueue.ts';
