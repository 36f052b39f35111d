import type { Hop } from '../../../engine/trace/index.ts';
import { labelText } from './label-text.ts';

const MOST = 50;
const SHORTEST_MS = 100;
/** So many at once nobody hears one by one: the list keeps up at its leisure. */
const CROWD = 20;
const CROWD_MS = 1000;

/** The salient messages in flight as a hidden list, for assistive technology and scripts; written ten times a second at most. */
export class InFlightList {
  readonly #items = new Map<number, HTMLLIElement>();
  #last = -Infinity;

  constructor(readonly list: HTMLUListElement) {}

  update(hops: readonly Hop[], wall: number): void {
    const rest = Math.min(hops.length, this.#items.size) > CROWD ? CROWD_MS : SHORTEST_MS;
    if (wall - this.#last < rest || (hops.length === 0 && this.#items.size === 0)) return;
    this.#last = wall;
    const shown = hops.slice(0, MOST);
    const ids = new Set(shown.map((hop) => hop.id));
    for (const [id, item] of this.#items) {
      if (ids.has(id)) continue;
      item.remove();
      this.#items.delete(id);
    }
    for (const hop of shown) {
      if (this.#items.has(hop.id)) continue;
      const item = itemOf(hop);
      this.#items.set(hop.id, item);
      this.list.append(item);
    }
  }
}

function itemOf(hop: Hop): HTMLLIElement {
  const item = document.createElement('li');
  item.dataset['packet'] = String(hop.id);
  item.dataset['from'] = hop.from;
  item.dataset['to'] = hop.to;
  item.dataset['verb'] = hop.label.verb;
  item.textContent = `${hop.from} → ${hop.to}: ${labelText(hop)}`;
  return item;
}
