/**
 * canvas: the map. Machines are React Flow nodes, pods plain elements, wires one SVG, messages one canvas above them.
 *
 * Promises: a bead's place is a pure function of its hop and the playhead; a machine re-renders only when its own objects
 * changed; nothing re-renders because time passes; layout moves nothing when pods come and go. Every drawn object carries
 * data-kind, data-namespace, data-name and data-status; messages in flight stand in a hidden list with data-packet.
 */
export { ClusterMap } from './cluster-map.tsx';
export { hueOf, type Hue } from './hue.ts';
export { isControlPlane, nodeStatus } from './machine-view.ts';
export { podView, type PodView } from './pod-view.ts';
export { partsOf } from './wires.ts';
