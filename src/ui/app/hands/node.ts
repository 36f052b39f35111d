import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { isControlPlane } from '../../canvas/index.ts';
import type { ObjectRef, Session } from '../../store/index.ts';
import { componentHands } from './component.ts';
import { has, kubectl, lastFault, MERGE_TYPE, request, urlOf, type Hand } from './hand.ts';

/** What can be done to a machine: its power, its wire, whether it takes pods, and the programs on it. */
export function nodeHands(session: Session, ref: ObjectRef, node: ApiObject): readonly Hand[] {
  const { name } = ref;
  return [
    powerHand(session, name),
    cordonHand(ref, has(node.spec, 'unschedulable') && node.spec.unschedulable === true),
    {
      id: 'drain',
      message: 'act.drain',
      glyph: 'down',
      run: (s) => kubectl(s, `drain ${name} --ignore-daemonsets --delete-emptydir-data --force`),
    },
    ...(isControlPlane(node) ? [] : wireHands(session, name)),
    ...(isControlPlane(node) ? [] : ['kubelet', 'containerd', 'kube-proxy']).map(
      (component) => componentHands(session, `${component}@${name}`, { named: true })[0]!,
    ),
  ];
}

/** Whether a machine was switched off by hand and not yet on again. */
export function isDown(session: Session, node: string): boolean {
  return lastFault(session, ['node-down', 'node-up'], { node }) === 'node-down';
}

function powerHand(session: Session, node: string): Hand {
  return isDown(session, node)
    ? {
        id: 'node-up',
        message: 'act.restoreNode',
        glyph: 'power',
        key: 'r',
        run: (s) => s.fault({ name: 'node-up', params: { node } }),
      }
    : {
        id: 'node-down',
        message: 'act.killNode',
        glyph: 'power',
        key: 'k',
        tone: 'bad',
        run: (s) => s.fault({ name: 'node-down', params: { node } }),
      };
}

function cordonHand(ref: ObjectRef, cordoned: boolean): Hand {
  return {
    id: cordoned ? 'uncordon' : 'cordon',
    message: cordoned ? 'act.uncordon' : 'act.cordon',
    glyph: 'cordoned',
    key: 'c',
    run: (s) =>
      request(s, {
        method: 'PATCH',
        url: urlOf(ref),
        headers: MERGE_TYPE,
        body: JSON.stringify({ spec: { unschedulable: cordoned ? null : true } }),
      }),
  };
}

/** A wire runs from a machine to each machine of the control plane. */
function wireHands(session: Session, node: string): Hand[] {
  const planes = session.world.list('nodes').filter(isControlPlane);
  const toEach = async (name: string, more: Readonly<Record<string, number>> = {}): Promise<void> => {
    for (const plane of planes) await session.fault({ name, params: { a: plane.metadata.name, b: node, ...more } });
  };
  const touched = lastFault(session, ['partition', 'degrade-link', 'heal'], { b: node });
  if (touched === 'partition' || touched === 'degrade-link')
    return [{ id: 'heal', message: 'act.healWire', glyph: 'wire', run: () => toEach('heal') }];
  return [
    { id: 'partition', message: 'act.cutWire', glyph: 'not-ready', tone: 'bad', run: () => toEach('partition') },
    {
      id: 'degrade-link',
      message: 'act.slowWire',
      glyph: 'backoff',
      run: () => toEach('degrade-link', { latencyMs: 400, loss: 0.2 }),
    },
  ];
}
