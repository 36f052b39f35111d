/**
 * canvas: what is drawn of the cluster. One stage shows one view at a time; every view draws the same objects.
 *
 *   stage, views, travel   the view that was chosen, the list of all, and how things get from their place in one to that in the next
 *   board/                 what every view stands on: panning, zooming, fitting, selecting; geometry; places that never move
 *   messages/              beads on wires, lights of those who work: from the trace and the playhead alone
 *   pod/                   a pod at every size, and the room it stands in
 *   search/                what is looked for stays lit; `/` and `G`; flyTo(ref) brings anything into sight
 *   <view>/                one folder a view
 *
 * Promises: a bead's place is a pure function of its hop and the playhead; a machine re-renders only when its own objects
 * changed; nothing re-renders because time passes; what did not change does not move. Every drawn object carries data-kind,
 * data-namespace, data-name and data-status (and data-resource, for kinds that click-selects does not know); messages in flight
 * stand in a hidden list with data-packet.
 */
export { Stage } from './stage.tsx';
export { drawnAt } from './board/click-selects.ts';
export { flyTo } from './board/fly.ts';
export { setFinder, useFinder } from './search/index.ts';
export { hueOf, type Hue } from './messages/hue.ts';
export { isControlPlane, nodeStatus } from './cluster/machine-view.ts';
export { podView, type PodShape, type PodView } from './pod/pod-view.ts';
export { partsOf } from './cluster/wires.ts';
export { VIEWS, viewOf, type View } from './views.ts';
