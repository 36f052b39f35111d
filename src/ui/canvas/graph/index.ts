/**
 * graph: trees of owners and owned, and the cards and edges that more than one view draws.
 *
 *   entity, families   who belonged to whom in the whole history, and the place that each therefore keeps: pure in the logs
 *   grove, plot-view   the same at the playhead; a tree in which nothing changed keeps its identity
 *   plot-layout        where things stand on a plot: pure, and of fixed sizes
 *   attached, storage  what hangs together with a tree without being of it, by each kind's own table of edges
 *   plot, card, pods   how that is drawn; walk: arrow keys along the edges
 *
 * Promises: nothing overlaps; what did not change does not move, whatever comes or goes; a tree keeps its place until the last of it
 * is gone, so that one sees the garbage collector follow; scrubbing back shows everything where it stood.
 */
export { GraphCard, factsOf, within } from './card.tsx';
export {
  LitContext,
  SurroundingsContext,
  useGrove,
  useLit,
  useNearness,
  usePlotView,
  useSurroundings,
  useVisiblePlots,
} from './context.tsx';
export type { Plot } from './families.ts';
export { GraphPlot } from './plot.tsx';
export { extentOf, PLOT, plotAt, stepFor } from './plot-layout.ts';
export { walk } from './walk.ts';
import './graph.css';
import './cards.css';
import './far.css';
