import { useEffect, type RefObject } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { edgesFrom, kindNamed, relations, pointsAt } from '../../kinds/index.ts';
import { refKey, useSession, useSessionState, type ObjectRef, type Session } from '../../store/index.ts';

/** Resources whose objects point at what stands on the map, without being pointed at by it. */
const POINTING = ['services', 'horizontalpodautoscalers.autoscaling', 'poddisruptionbudgets.policy'];
const OWNED = ['pods', 'replicasets.apps', 'jobs.batch', 'deployments.apps', 'statefulsets.apps', 'daemonsets.apps'];

/** While an object is selected, what has nothing to do with it steps back: everything drawn that is not of its kin. */
export function useKin(root: RefObject<HTMLElement | null>): void {
  const session = useSession();
  const selection = useSessionState((state) => state.selection);
  const ref = selection?.type === 'object' ? selection.ref : undefined;
  useEffect(() => {
    const board = root.current;
    if (!board) return undefined;
    if (!ref) {
      for (const element of board.querySelectorAll('[data-aside]')) element.removeAttribute('data-aside');
      return undefined;
    }
    let asked = 0;
    const mark = (): void => {
      asked = 0;
      const kin = kinOf(session, ref);
      for (const element of board.querySelectorAll<HTMLElement>('[data-kind]')) {
        const { kind = '', namespace = '', name = '' } = element.dataset;
        element.toggleAttribute('data-aside', kin.size > 0 && !kin.has(`${kind} ${namespace}/${name}`));
      }
    };
    const soon = (): void => {
      asked ||= requestAnimationFrame(mark);
    };
    mark();
    const stops = ['pods', 'nodes', ref.resource].map((resource) => session.world.onChange(resource, soon));
    return () => {
      cancelAnimationFrame(asked);
      for (const stop of stops) stop();
    };
  }, [session, root, ref]);
}

/** The object, its owners and theirs, what they own in turn, what all of these point at and what points at them: `kind ns/name`. */
export function kinOf(session: Session, { resource, namespace, name }: ObjectRef): ReadonlySet<string> {
  const list = (of: string): readonly ApiObject[] => session.world.list(of);
  const start = session.world.get(resource, refKey(namespace, name));
  const kin = new Map<string, ApiObject>();
  if (!start) return new Set();
  const add = (object: ApiObject): boolean => {
    const key = keyOf(object);
    if (kin.has(key)) return false;
    kin.set(key, object);
    return true;
  };
  const up = (object: ApiObject): void => {
    for (const owner of object.metadata.ownerReferences ?? []) {
      const of = kindNamed(
        owner.kind,
        owner.apiVersion.split('/')[1] === undefined ? '' : owner.apiVersion.split('/')[0]!,
      );
      const found =
        of &&
        session.world.get(of.resource, refKey(of.namespaced ? (object.metadata.namespace ?? '') : '', owner.name));
      if (found && add(found)) up(found);
    }
  };
  const down = (object: ApiObject): void => {
    for (const of of OWNED)
      for (const owned of list(of))
        if (owned.metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid) && add(owned)) down(owned);
  };
  add(start);
  up(start);
  down(start);
  // A machine's kin are those who stand on it; anybody else's are whom they point at and who points at them.
  if (start.kind === 'Node') for (const pod of session.podsByNode.list(name)) add(pod);
  for (const object of [...kin.values()]) {
    for (const { to } of edgesFrom(object, list)) add(to);
    for (const of of POINTING)
      for (const other of list(of)) if (relations(other).some((relation) => pointsAt(relation, object))) add(other);
  }
  return new Set(kin.keys());
}

function keyOf({ kind, metadata: { namespace = '', name } }: ApiObject): string {
  return `${kind} ${namespace}/${name}`;
}
