import { Path, type Point, type Rect } from '../board/geometry.ts';
import type { Size } from '../board/use-size.ts';
import type { Ways } from '../messages/ways.ts';
import { partsOf } from '../cluster/wires.ts';

/** Where the parts of a machine stand, in map units. */
export interface NodeLayout extends Size {
  readonly machine: Rect;
  readonly door: Rect;
  readonly registry: Rect;
  readonly kubelet: Rect;
  readonly proxy: Rect;
  readonly pods: Rect;
  readonly bridge: Rect;
  readonly runtime: Rect;
  readonly resources: Rect;
  readonly images: Rect;
  readonly events: Rect;
}

const SMALLEST: Size = { width: 1180, height: 480 };
const RAIL = 118;
const GAP = 14;
const WIRE_GAP = 26;
const HEAD = 46;
const RUNTIME = 56;
const BRIDGE = 30;

/** The machine fills the window; only what lists things grows and shrinks with it. */
export function layoutNode(window: Size): NodeLayout {
  const width = Math.max(SMALLEST.width, window.width);
  const height = Math.max(SMALLEST.height, window.height);
  const machine: Rect = { x: 8 + RAIL + 34, y: 2, width: width - RAIL - 34 - 12, height: height - 4 };
  const top = machine.y + HEAD;
  const bottom = machine.y + machine.height - GAP;
  const inner = bottom - top;
  const left = clamp(machine.width * 0.225, 268, 360);
  const right = clamp(machine.width * 0.27, 306, 430);
  const x0 = machine.x + GAP;
  const x1 = x0 + left + WIRE_GAP;
  const x2 = machine.x + machine.width - GAP - right;
  const kubeletHeight = Math.round((inner - GAP) * 0.54);
  const kubelet: Rect = { x: x0, y: top, width: left, height: kubeletHeight };
  const proxy: Rect = { x: x0, y: top + kubeletHeight + GAP, width: left, height: inner - kubeletHeight - GAP };
  const middle = x2 - GAP - x1;
  const runtime: Rect = { x: x1, y: bottom - RUNTIME, width: middle, height: RUNTIME };
  const bridge: Rect = { x: x1, y: runtime.y - BRIDGE - 4, width: middle, height: BRIDGE };
  const pods: Rect = { x: x1, y: top, width: middle, height: bridge.y - top };
  const resourcesHeight = Math.min(232, Math.round(inner * 0.4));
  const eventsHeight = Math.min(170, Math.round(inner * 0.26));
  const resources: Rect = { x: x2, y: top, width: right, height: resourcesHeight };
  const events: Rect = { x: x2, y: bottom - eventsHeight, width: right, height: eventsHeight };
  const imagesTop = top + resourcesHeight + GAP;
  const images: Rect = { x: x2, y: imagesTop, width: right, height: events.y - GAP - imagesTop };
  const registry: Rect = { x: 8, y: bottom - 84, width: RAIL, height: 84 };
  const door: Rect = { x: 8, y: top, width: RAIL, height: Math.min(proxy.y + 44, registry.y - GAP) - top };
  return { width, height, machine, door, registry, kubelet, proxy, pods, bridge, runtime, resources, images, events };
}

export interface NodeWire {
  readonly id: string;
  readonly kind: 'trunk' | 'inner' | 'outside';
  readonly path: Path;
}

/** The wires of one machine, and which of them a message takes. What is not about this machine does not stand here. */
export class NodeWays implements Ways {
  readonly wires: readonly NodeWire[];
  readonly #paths = new Map<string, Path>();
  readonly #node: string;
  readonly #layout: NodeLayout;
  /** Where a pod stands: the point at which messages reach it. */
  readonly #podAt: (pod: string) => Point | undefined;

  constructor(layout: NodeLayout, node: string, podAt: (pod: string) => Point | undefined) {
    this.#layout = layout;
    this.#node = node;
    this.#podAt = podAt;
    const { door, kubelet, proxy, runtime, registry, machine } = layout;
    const doorEdge = door.x + door.width;
    const level = (from: Rect, y: number): Path =>
      new Path([
        { x: doorEdge, y },
        { x: from.x, y },
      ]);
    const criX = kubelet.x + kubelet.width + WIRE_GAP / 2;
    const criFrom = kubelet.y + kubelet.height * 0.8;
    const criTo = runtime.y + runtime.height * 0.32;
    const under = machine.y + machine.height - GAP / 2;
    const pullX = runtime.x - WIRE_GAP / 4;
    const wires: NodeWire[] = [
      { id: 'kube-apiserver>kubelet', kind: 'trunk', path: level(kubelet, kubelet.y + 34) },
      { id: 'kube-apiserver>kube-proxy', kind: 'trunk', path: level(proxy, proxy.y + 22) },
      {
        id: 'kubelet>containerd',
        kind: 'inner',
        path: new Path([
          { x: kubelet.x + kubelet.width, y: criFrom },
          { x: criX, y: criFrom },
          { x: criX, y: criTo },
          { x: runtime.x, y: criTo },
        ]),
      },
      {
        id: 'containerd>registry',
        kind: 'outside',
        path: new Path(
          [
            { x: runtime.x, y: runtime.y + runtime.height * 0.78 },
            { x: pullX, y: runtime.y + runtime.height * 0.78 },
            { x: pullX, y: under },
            { x: registry.x + registry.width + 12, y: under },
            { x: registry.x + registry.width + 12, y: registry.y + registry.height / 2 },
            { x: registry.x + registry.width, y: registry.y + registry.height / 2 },
          ],
          6,
        ),
      },
    ];
    this.wires = wires;
    for (const { id, path } of wires) this.#paths.set(id, path);
  }

  pathOf(from: string, to: string): Path | undefined {
    const a = this.#standing(from);
    const b = this.#standing(to);
    if (a === undefined || b === undefined || a === b) return undefined;
    const key = `${a}>${b}`;
    const known = this.#paths.get(key);
    if (known) return known;
    const back = this.#paths.get(`${b}>${a}`);
    const path = back ? back.reversed() : this.#podPath(a, b);
    // Pods come and go: their ways are looked up anew.
    if (back && path) this.#paths.set(key, path);
    return path;
  }

  /** What of this picture a process is: a component of this machine, a pod on it, or what lies outside. */
  #standing(process: string): string | undefined {
    const { component, host } = partsOf(process);
    if (component === 'kube-apiserver' || component === 'registry') return component;
    if (host === this.#node) return component;
    // Another machine, or the person outside, speaks to a pod here: it comes over the pod network.
    return 'elsewhere';
  }

  #podPath(a: string, b: string): Path | undefined {
    const from = this.#pointOf(a);
    const to = this.#pointOf(b);
    if (!from || !to || (!a.includes('/') && !b.includes('/'))) return undefined;
    if (a === 'kubelet' || b === 'kubelet') return new Path([from, to], 0);
    const { bridge } = this.#layout;
    const y = bridge.y + bridge.height / 2;
    return new Path([from, { x: from.x, y }, { x: to.x, y }, to], 8);
  }

  #pointOf(place: string): Point | undefined {
    const { kubelet, bridge } = this.#layout;
    if (place.includes('/')) return this.#podAt(place);
    if (place === 'kubelet') return { x: kubelet.x + kubelet.width, y: kubelet.y + kubelet.height * 0.4 };
    // From elsewhere and through kube-proxy's rules: along the bridge, from its left end.
    return { x: bridge.x, y: bridge.y + bridge.height / 2 };
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}

export const CARD: Size = { width: 184, height: 132 };
export const CARD_GAP = 10;
/** By what the pods of the lowest row hang on the network. */
export const STEM = 12;

/** Where the card of a place stands in the pods' room, from its left lower corner upwards. A card's place does not depend on the others. */
export function cardAt(place: number, roomWidth: number): Point & { readonly width: number } {
  const columns = Math.max(1, Math.floor((roomWidth + CARD_GAP) / (CARD.width + CARD_GAP)));
  const width = Math.floor((roomWidth - CARD_GAP * (columns - 1)) / columns);
  return {
    x: (place % columns) * (width + CARD_GAP),
    y: Math.floor(place / columns) * (CARD.height + CARD_GAP),
    width,
  };
}
