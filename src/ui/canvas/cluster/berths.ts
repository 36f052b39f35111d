import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { Session } from '../../store/index.ts';
import { berthsOf, type Life } from '../board/berths.ts';
import { isControlPlane } from './machine-view.ts';

/** Machines that join while a cluster is set up all belong to its beginning: they stand in the order of their names. */
const SETUP = 60_000_000;

/** The workers by berth, `-` where the one that stood there has left: who joins takes the first free place, and nobody moves. */
export function workersByBerth(session: Session, nodes: readonly ApiObject[]): readonly string[] {
  const here = new Set(nodes.map((node) => node.metadata.uid));
  const lives = livesOf(session);
  const berths = berthsOf(lives);
  const standing: string[] = [];
  for (const { id, name } of lives) {
    const berth = berths.get(id);
    if (berth !== undefined && here.has(id)) standing[berth] = name;
  }
  return Array.from(standing, (name) => name ?? '-');
}

interface MachineLife extends Life {
  readonly name: string;
}

function livesOf(session: Session): readonly MachineLife[] {
  const lives = new Map<string, MachineLife>();
  for (const { at, object, previous } of session.mirror.log('nodes').versions) {
    const before = previous?.object;
    if (before && before.metadata.uid !== object?.metadata.uid) {
      const life = lives.get(before.metadata.uid);
      if (life) lives.set(life.id, { ...life, died: at });
    }
    if (!object || isControlPlane(object) || lives.has(object.metadata.uid)) continue;
    const { uid: id, name } = object.metadata;
    lives.set(id, { id, name, born: at < SETUP ? 0 : at, died: undefined });
  }
  return [...lives.values()].sort(
    (a, b) => a.born - b.born || a.name.length - b.name.length || (a.name < b.name ? -1 : 1),
  );
}
