import type { Hop } from '../../../engine/trace/index.ts';
import type { Path } from '../board/geometry.ts';

/** A view's answer to how a message travels over it. */
export interface Ways {
  /**
   * From one process to another, by their trace ids; undefined when one of them does not stand on this view. What is asked about a
   * message is told it, where the way depends on what the message is about.
   */
  pathOf(from: string, to: string, hop?: Hop): Path | undefined;
}
