/**
 * data-centre: a cluster too large for its machines to be drawn one by one. Zones are halls of racks, a machine is a tile, a pod a
 * cell in it; as one comes nearer cells get their signs, tiles their names, and at last the machines stand there as
 * canvas/cluster draws them.
 *
 *   floor-plan, log-berths   where everything is: pure, and the same at every moment that one looks at
 *   hall                     what is there at the playhead, tile by tile; a pod that changes touches one tile
 *   shades, sums, ink        by what cells are told apart (state, use, owner, namespace, zone), how many of each, in which colour
 *   paint-tile, sheets       tiles on bitmaps, a rack a sheet, at four scales; panning and zooming only lays sheets out
 *   scene                    one frame: sheets, names, rings about what is selected or pointed at
 *   cursor, hover, legend, node-table   the same for the keyboard, the pointer, and those who read
 *
 * Promises: places never change while a hall keeps its plan; a frame paints at most so long as a frame may last and shows a
 * coarser sheet until the finer is there; from afar a tile's cells are sorted, so that amounts can be seen, from near each pod
 * keeps its berth.
 */
export { DataCentre } from './data-centre.tsx';
