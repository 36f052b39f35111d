/**
 * timeline: the whole history at the foot of the page. One canvas shows how dense telling records are, a notch for every
 * revision, a flag for every human act, the turns in the lives of nodes and pods; the playhead is dragged over it. On demand
 * a track for every component unfolds, with its work as bars and its messages as arrows.
 *
 * Promises: moving the playhead costs binary searches and one moved element, never a drawing; React is not asked while time
 * passes; every mark is a function of the trace and the mirrored objects; the keyboard reaches all of it (role slider).
 */
export { Timeline } from './timeline.tsx';
