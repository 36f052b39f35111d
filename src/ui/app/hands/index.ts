/**
 * hands: what a person can do to what is selected, one file a subject. Each hand is a request to the API server or a fault of
 * the engine (src/engine/cluster/faults.ts), reached by click, by key, by the palette and by `window.orrery.fault`.
 */
import { refKey, type Selection, type Session } from '../../store/index.ts';
import { componentHands } from './component.ts';
import type { Hand } from './hand.ts';
import { nodeHands } from './node.ts';
import { podHands } from './pod.ts';
import { objectHands } from './workload.ts';

export type { Hand } from './hand.ts';
export { isDown } from './node.ts';

/** What can be done to a selection as the world is at the playhead; the most usual first. */
export function handsOn(session: Session, selection: Selection | undefined): readonly Hand[] {
  if (selection?.type === 'component') return componentHands(session, selection.process);
  if (selection?.type !== 'object') return [];
  const { ref } = selection;
  const object = session.world.get(ref.resource, refKey(ref.namespace, ref.name));
  if (!object) return [];
  if (ref.resource === 'pods') return podHands(session, ref, object);
  return ref.resource === 'nodes' ? nodeHands(session, ref, object) : objectHands(session, ref, object);
}

/** What can be done without anything being selected. */
export const addNode: Hand = {
  id: 'add-node',
  message: 'act.addNode',
  glyph: 'plus',
  key: 'n',
  run: (session) => session.fault({ name: 'add-node', params: {} }),
};

export const healAll: Hand = {
  id: 'heal-all',
  message: 'act.healWires',
  glyph: 'wire',
  run: (session) => session.fault({ name: 'heal', params: {} }),
};
