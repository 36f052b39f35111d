import type { ApiObject } from '../../engine/apimachinery/index.ts';
import type { Observation } from '../../protocol/index.ts';
import { Listeners } from '../../client/index.ts';
import { isApiObject, refKey } from './object-ref.ts';

/** One version of one object, and where the one before it stands in the log. */
export interface Version {
  readonly key: string;
  readonly at: number;
  readonly revision: number;
  /** undefined: deleted. */
  readonly object: ApiObject | undefined;
  /** The version before this one. */
  readonly previous: Version | undefined;
}

/** All that stood after the first `position` versions of a log. */
export interface Keyframe {
  readonly position: number;
  readonly objects: ReadonlyMap<string, ApiObject>;
}

/** A keyframe is made after so many versions, or after as many as there are objects: a version costs the same however many stand. */
const KEYFRAME = 2048;

/**
 * Everything that was seen of one resource, oldest first. Times and revisions never fall. Every so often it is noted what stood, so
 * that a far moment is reached from the note before it and not from where one happens to be.
 */
export class ResourceLog {
  versions: Version[] = [];
  #keyframes: Keyframe[] = [];
  readonly latest = new Map<string, Version>();
  /** How much stood when it was last trimmed: a world larger than the limit is not gone through at every change. */
  #standing = 0;

  constructor(
    readonly resource: string,
    readonly limit: number,
  ) {}

  add(observation: Observation): Version {
    const key = refKey(observation.namespace, observation.name);
    const object = isApiObject(observation.object) ? observation.object : undefined;
    const previous = this.latest.get(key);
    const version: Version = { key, at: observation.at, revision: observation.revision, object, previous };
    this.versions.push(version);
    this.latest.set(key, version);
    this.#note();
    return version;
  }

  /** The last keyframe that is not past a position of the log. */
  keyframeBefore(position: number): Keyframe | undefined {
    let low = 0;
    let high = this.#keyframes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#keyframes[middle]!.position <= position) low = middle + 1;
      else high = middle;
    }
    return this.#keyframes[low - 1];
  }

  clear(): void {
    this.versions = [];
    this.#keyframes = [];
    this.latest.clear();
  }

  #note(): void {
    const position = this.versions.length;
    const last = this.#keyframes[this.#keyframes.length - 1]?.position ?? 0;
    if (position - last < Math.max(KEYFRAME, this.latest.size)) return;
    const objects = new Map<string, ApiObject>();
    for (const [key, { object }] of this.latest) if (object) objects.set(key, object);
    this.#keyframes.push({ position, objects });
  }

  /** How many versions there are up to and including a moment. */
  countAt(time: number): number {
    let low = 0;
    let high = this.versions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.versions[middle]!.at <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  at(key: string, time: number): ApiObject | undefined {
    let version = this.latest.get(key);
    while (version && version.at > time) version = version.previous;
    return version?.object;
  }

  /** Every version of one object that is kept, oldest first. */
  historyOf(key: string): readonly Version[] {
    const history: Version[] = [];
    for (let version = this.latest.get(key); version; version = version.previous) history.push(version);
    return history.reverse();
  }

  /** When too long: forgets the older half, but what stood at that time stays known. Returns how many went. */
  trim(): number {
    if (this.versions.length <= Math.max(this.limit, 3 * this.#standing)) return 0;
    const cut = this.versions.length >> 1;
    const standing = new Map<string, Version>();
    for (let i = 0; i < cut; i++) {
      const version = this.versions[i]!;
      if (version.object) standing.set(version.key, version);
      else standing.delete(version.key);
    }
    const renewed = new Map<string, Version>();
    const kept: Version[] = [];
    const keep = (version: Version): void => {
      const copy: Version = { ...version, previous: renewed.get(version.key) };
      renewed.set(version.key, copy);
      kept.push(copy);
    };
    for (const version of [...standing.values()].sort((a, b) => a.at - b.at)) keep(version);
    for (let i = cut; i < this.versions.length; i++) keep(this.versions[i]!);
    const gone = this.versions.length - kept.length;
    this.#standing = standing.size;
    this.clear();
    this.versions = kept;
    for (const [key, version] of renewed) this.latest.set(key, version);
    return gone;
  }
}

/** Heartbeats are most of what is ever written, and the least that anybody asks of the past: they must not cost the hour. */
const HEARTBEATS: Readonly<Record<string, number>> = { 'leases.coordination.k8s.io': 20_000 };

function limitOf(resource: string, limit: number): number {
  return Math.min(limit, HEARTBEATS[resource] ?? Infinity);
}

/** A resource's log gained versions; `trimmed`: its beginning was forgotten, so positions in it are void. */
export interface MirrorChange {
  readonly resource: string;
  readonly trimmed: boolean;
}

/** The page's copy of every object in every version it had: the world at any moment, by resource, key and time. */
export class Mirror {
  readonly #logs = new Map<string, ResourceLog>();
  readonly #listeners = new Listeners<MirrorChange>();
  /** Rises with every batch that changed something. */
  version = 0;

  constructor(readonly limit = 200_000) {}

  add(observations: readonly Observation[]): void {
    if (observations.length === 0) return;
    this.version++;
    const touched = new Set<ResourceLog>();
    for (const observation of observations) {
      const log = this.log(observation.resource);
      log.add(observation);
      touched.add(log);
    }
    for (const log of touched) this.#listeners.tell({ resource: log.resource, trimmed: log.trim() > 0 });
  }

  /** A new history begins. */
  clear(): void {
    this.version++;
    for (const log of this.#logs.values()) {
      log.clear();
      this.#listeners.tell({ resource: log.resource, trimmed: true });
    }
  }

  onChange(listener: (change: MirrorChange) => void): () => void {
    return this.#listeners.add(listener);
  }

  log(resource: string): ResourceLog {
    let log = this.#logs.get(resource);
    if (!log) this.#logs.set(resource, (log = new ResourceLog(resource, limitOf(resource, this.limit))));
    return log;
  }

  get resources(): readonly string[] {
    return [...this.#logs.keys()];
  }

  at(resource: string, key: string, time: number): ApiObject | undefined {
    return this.#logs.get(resource)?.at(key, time);
  }

  list(resource: string, time: number): readonly ApiObject[] {
    const log = this.#logs.get(resource);
    if (!log) return [];
    const objects: ApiObject[] = [];
    for (const key of log.latest.keys()) {
      const object = log.at(key, time);
      if (object) objects.push(object);
    }
    return objects;
  }

  /** The newest objects of a resource. */
  live(resource: string): readonly ApiObject[] {
    return this.list(resource, Infinity);
  }
}
