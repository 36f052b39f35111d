/** store: everything the page knows of a cluster, without a framework; hooks.ts binds it to React. See src/ui/index.ts. */
export * from './filter.ts';
export { setFilter, useFilter, type FilterState } from './filter-state.ts';
export { Grouping } from './grouping.ts';
export { homeOf } from './home.ts';
export * from './hooks.ts';
export { Mirror, type ResourceLog, type Version } from './mirror.ts';
export { isApiObject, refKey, sameRef, type ObjectRef } from './object-ref.ts';
export { labelOf, SampleStore, type Series } from './samples.ts';
export * from './use-samples.ts';
export { Player } from './player.ts';
export type { Pace, PlayerHost, PlayerState } from './player-state.ts';
export { salience, type Salience } from '../../engine/trace/index.ts';
export { Session, type Act, type Selection, type SessionState } from './session.ts';
export { isNodeSettled, isPodSettled } from './settled.ts';
export { TraceStore } from './trace-store.ts';
export { World } from './world.ts';
