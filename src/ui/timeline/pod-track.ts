import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { podView, type PodShape } from '../canvas/index.ts';
import { containersOf } from '../inspector/containers.ts';
import type { Version } from '../store/index.ts';

/** For so long a pod, or a container in it, was in one state. */
export interface Stretch {
  readonly from: number;
  /** Infinity: it still is. */
  readonly to: number;
  readonly shape: PodShape;
  /** In kubectl's words: `Running`, `CrashLoopBackOff`. */
  readonly word: string;
}

/** A container was started again, for whatever ended it before. */
export interface Restart {
  readonly at: number;
  readonly oom: boolean;
}

export interface PodTrack {
  readonly stretches: readonly Stretch[];
  readonly restarts: readonly Restart[];
  /** The containers' own, by name, init containers first. */
  readonly containers: ReadonlyMap<string, readonly Stretch[]>;
}

const tracks = new WeakMap<Version, PodTrack>();

/** A pod's life as bands, from every version it had. Each is worked out once for each newest version. */
export function podTrack(latest: Version): PodTrack {
  let track = tracks.get(latest);
  if (!track) tracks.set(latest, (track = makeTrack(latest)));
  return track;
}

function makeTrack(latest: Version): PodTrack {
  const versions: Version[] = [];
  for (let version: Version | undefined = latest; version; version = version.previous) versions.push(version);
  versions.reverse();
  const whole: Stretch[] = [];
  const restarts: Restart[] = [];
  const containers = new Map<string, Stretch[]>();
  for (const { at, object, previous } of versions) {
    if (!object) {
      for (const list of [whole, ...containers.values()]) end(list, at);
      continue;
    }
    const { shape, status, restarts: count } = podView(object);
    go(whole, at, shape, status);
    if (previous?.object && count > podView(previous.object).restarts)
      restarts.push({ at, oom: wasOutOfMemory(object) });
    for (const { name, state, ready } of containersOf(object)) {
      let list = containers.get(name);
      if (!list) containers.set(name, (list = []));
      go(list, at, shapeOfContainer(state, ready), state);
    }
  }
  return { stretches: whole, restarts, containers };
}

function go(list: Stretch[], at: number, shape: PodShape, word: string): void {
  const last = list[list.length - 1];
  if (last && last.to === Infinity && last.shape === shape && last.word === word) return;
  end(list, at);
  list.push({ from: at, to: Infinity, shape, word });
}

function end(list: Stretch[], at: number): void {
  const last = list.pop();
  if (!last) return;
  // What lasted for no time was never seen.
  if (last.to !== Infinity) list.push(last);
  else if (last.from < at) list.push({ ...last, to: at });
}

function shapeOfContainer(state: string, ready: boolean): PodShape {
  if (state === 'Running') return ready ? 'ready' : 'running';
  if (state === 'Completed') return 'succeeded';
  if (state.endsWith('BackOff')) return 'backoff';
  return state === 'Waiting' || /Creating|Initializing/.test(state) ? 'creating' : 'failed';
}

function wasOutOfMemory(pod: ApiObject): boolean {
  return JSON.stringify(pod.status ?? {}).includes('"reason":"OOMKilled"');
}

/** The stretch in which a moment lies. */
export function stretchAt(stretches: readonly Stretch[], moment: number): Stretch | undefined {
  return stretches.findLast(({ from, to }) => from <= moment && moment < to);
}
