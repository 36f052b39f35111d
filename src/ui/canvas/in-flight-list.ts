import type { Hop } from '../../engine/trace/index.ts';
import { labelText } from './label-text.ts';

const MOST = 50;
const SHORTEST_MS = 100;

/** The salient messages in flight as a hidden list, for assistive technology and scripts; written ten times a second at most. */
export class InFlightList {
  #shown = '';
  #last = -Infinity;

  constructor(readonly list: HTMLUListElement) {}

  update(hops: readonly Hop[], wall: number): void {
    if (wall - this.#last < SHORTEST_MS) return;
    const shown = hops.slice(0, MOST);
    const signature = shown.map((hop) => hop.id).join(' ');
    if (signature === this.#shown) return;
    this.#shown = signature;
    this.#last = wall;
    this.list.replaceChildren(
      ...shown.map((hop) => {
        const item = document.createElement('li');
        item.dataset['packet'] = String(hop.id);
        item.dataset['from'] = hop.from;
        item.dataset['to'] = hop.to;
        item.dataset['verb'] = hop.label.verb;
        item.textContent = `${hop.from} → ${hop.to}: ${labelText(hop)}`;
        return item;
      }),
    );
  }
}
