import { salience, type Span } from '../../../engine/trace/index.ts';
import type { Player, TraceStore } from '../../store/index.ts';
import { partsOf } from '../cluster/wires.ts';

const EVERY_MS = 80;
/** A light stays on this long in wall time after the work is done, so that it can be seen. */
const AFTERGLOW_MS = 260;
/** Something open for longer than this is waiting, not working. */
const LONGEST_WORK = 30_000_000;

/** Lights the components that work at the playhead: a mark on their elements, set only where it changes. */
export class Lights {
  #lit = new Set<string>();
  #last = -Infinity;

  constructor(
    readonly root: HTMLElement,
    readonly trace: TraceStore,
    readonly player: Player,
  ) {}

  update(playhead: number, wall: number): void {
    if (wall - this.#last < EVERY_MS) return;
    this.#last = wall;
    const lit = new Set<string>();
    const since = playhead - this.player.rate * AFTERGLOW_MS;
    this.trace.spansBetween(since, playhead, (span) => {
      if (!isWork(span, playhead)) return;
      lit.add(`[data-process="${elementOf(span.process)}"]`);
      if (span.operation.startsWith('sync ')) lit.add(`[data-gear="${span.process} ${span.operation}"]`);
    });
    for (const selector of lit) if (!this.#lit.has(selector)) this.#mark(selector, true);
    for (const selector of this.#lit) if (!lit.has(selector)) this.#mark(selector, false);
    this.#lit = lit;
  }

  #mark(selector: string, on: boolean): void {
    this.root.querySelector(selector)?.toggleAttribute('data-active', on);
  }
}

function isWork(span: Span, playhead: number): boolean {
  if (span.end === undefined && playhead - span.start > LONGEST_WORK) return false;
  if (/^watch$/i.test(span.operation)) return false;
  if (partsOf(span.process).component === 'kube-apiserver') return !/\/(leases|events)/.test(span.key);
  return salience(span) > 0 || /^(sync|Binding|bind)/.test(span.operation);
}

function elementOf(process: string): string {
  const { component } = partsOf(process);
  return component === 'kubectl' || component === 'registry' ? component : process;
}
