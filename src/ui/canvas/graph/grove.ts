import { Listeners } from '../../../client/index.ts';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { Session } from '../../store/index.ts';
import { covers, type Entity } from './entity.ts';
import { Families, type Plot } from './families.ts';
import { makePlotView, type PlotView } from './plot-view.ts';

/**
 * The trees at the playhead. Moving it costs as much as changed; a tree in which nothing changed keeps its identity, and only
 * those who asked for a tree that did are told, once a frame.
 */
export class Grove {
  readonly families: Families;
  readonly #views = new Map<string, PlotView | undefined>();
  readonly #listeners = new Map<string, Listeners<void>>();
  readonly #whole = new Listeners<void>();
  readonly #followed = new Set<string>();
  readonly #dirty = new Map<string, Set<string>>();
  #visible: readonly Plot[] = [];
  #generation = -1;
  #flushed = -Infinity;
  #waiting = false;
  #time = -1;

  constructor(readonly session: Session) {
    this.families = new Families(session.mirror);
    this.#follow();
    session.player.onFrame(() => this.#flush());
  }

  /** The trees of which something is there, the same array until one came or went. */
  visible(): readonly Plot[] {
    this.families.sync();
    const { time } = this.session.world;
    if (this.#generation === this.families.generation && this.#time === time) return this.#visible;
    this.#generation = this.families.generation;
    this.#time = time;
    const now = this.families.plots().filter((plot) => covers(plot, time));
    const same = now.length === this.#visible.length && now.every((plot, i) => samePlace(plot, this.#visible[i]!));
    if (!same) this.#visible = now;
    return this.#visible;
  }

  /** One tree as it is; undefined when nothing of it is left. */
  view(id: string): PlotView | undefined {
    if (!this.#views.has(id)) this.#views.set(id, this.#make(id));
    return this.#views.get(id);
  }

  onPlot(id: string, listener: () => void): () => void {
    let listeners = this.#listeners.get(id);
    if (!listeners) this.#listeners.set(id, (listeners = new Listeners()));
    return listeners.add(listener);
  }

  onVisible(listener: () => void): () => void {
    return this.#whole.add(listener);
  }

  /** The tree in which an object stands at the playhead. */
  plotOf(resource: string, key: string): string | undefined {
    this.families.sync();
    const entity = this.families.at(resource, key, this.session.world.time);
    return entity && this.families.plotIdOf(entity, this.session.world.time);
  }

  #make(id: string): PlotView | undefined {
    const { world } = this.session;
    const plot = this.families.plots().find((one) => one.id === id);
    const object = (entity: Entity): ApiObject | undefined => {
      const found = world.get(entity.resource, entity.key);
      return found?.metadata.uid === entity.uid ? found : undefined;
    };
    return plot && covers(plot, world.time) ? makePlotView(this.families, plot, world.time, object) : undefined;
  }

  #follow(): void {
    for (const resource of this.families.resources) {
      if (this.#followed.has(resource)) continue;
      this.#followed.add(resource);
      this.session.world.onChange(resource, (keys) => {
        const dirty = this.#dirty.get(resource) ?? new Set();
        for (const key of keys) dirty.add(key);
        this.#dirty.set(resource, dirty);
      });
    }
  }

  #flush(): void {
    this.#follow();
    if (this.#dirty.size === 0 || this.#waits()) return;
    this.families.sync();
    const touched = new Set<string>();
    for (const [resource, keys] of this.#dirty) for (const key of keys) this.#touch(resource, key, touched);
    this.#dirty.clear();
    for (const id of touched) this.#views.delete(id);
    const before = this.#visible;
    if (this.visible() !== before) this.#whole.tell();
    for (const id of touched) this.#listeners.get(id)?.tell();
  }

  /** Of very many, not every change is worth a look of its own: they are taken together, twice a second. */
  #waits(): boolean {
    if (this.families.entities.size < MANY) return false;
    const left = this.#flushed + PATIENCE_MS - performance.now();
    if (left <= 0) {
      this.#flushed = performance.now();
      return false;
    }
    if (this.#waiting) return true;
    this.#waiting = true;
    setTimeout(() => {
      this.#waiting = false;
      this.#flush();
    }, left);
    return true;
  }

  /** Every tree in which it stands or stood: it may have changed hands. */
  #touch(resource: string, key: string, touched: Set<string>): void {
    for (const entity of this.families.allWith(resource, key))
      for (const { from } of entity.belongings) touched.add(this.families.plotIdOf(entity, from));
  }
}

const MANY = 20_000;
const PATIENCE_MS = 500;

function samePlace(a: Plot, b: Plot): boolean {
  return a.id === b.id && a.place === b.place && a.region === b.region;
}

const groves = new WeakMap<Session, Grove>();

/** One for a session: views of the same trees share it. */
export function groveOf(session: Session): Grove {
  let grove = groves.get(session);
  if (!grove) groves.set(session, (grove = new Grove(session)));
  return grove;
}
