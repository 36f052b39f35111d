import type { Path } from '../board/geometry.ts';

/** A view's answer to how a message travels over it. */
export interface Ways {
  /** From one process to another, by their trace ids; undefined when one of them does not stand on this view. */
  pathOf(from: string, to: string): Path | undefined;
}
