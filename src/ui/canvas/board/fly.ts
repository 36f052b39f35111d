import type { ObjectRef } from '../../store/index.ts';

/**
 * How a camera goes to an object. `near` comes close enough to read it; `keep` only brings it back into sight, as for something
 * that is followed while it moves. Says whether the object stands on its board.
 */
export type Flight = 'near' | 'keep';
export type Flyer = (ref: ObjectRef, flight: Flight) => boolean;

/** In milliseconds. */
export const FLIGHT_MS = 300;

const flyers: Flyer[] = [];

/** Every board that is shown can bring its objects into sight. Returns how to take that away again. */
export function addFlyer(flyer: Flyer): () => void {
  flyers.push(flyer);
  return () => void flyers.splice(flyers.indexOf(flyer), 1);
}

/** Brings an object into sight in whatever view is shown; false where no view shows it. */
export function flyTo(ref: ObjectRef, flight: Flight = 'near'): boolean {
  return flyers.findLast((flyer) => flyer(ref, flight)) !== undefined;
}

/** For how long a camera travels: not at all for those who asked for stillness. */
export function flightTime(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : FLIGHT_MS;
}
