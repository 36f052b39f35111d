import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { ObjectRef, Session } from '../../store/index.ts';
import { has, JSON_TYPE, kubectl, MERGE_TYPE, request, urlOf, type Hand } from './hand.ts';

const SCALABLE = new Set(['deployments.apps', 'replicasets.apps', 'replicationcontrollers', 'statefulsets.apps']);
const ROLLED: Readonly<Record<string, string>> = {
  'deployments.apps': 'deployment',
  'daemonsets.apps': 'daemonset',
  'statefulsets.apps': 'statefulset',
};

/** What can be done to any other object: scale what can be scaled, roll what can be rolled, send it traffic, delete it. */
export function objectHands(session: Session, ref: ObjectRef, { spec }: ApiObject): readonly Hand[] {
  const { resource, namespace, name } = ref;
  const rolled = ROLLED[resource];
  return [
    ...(SCALABLE.has(resource) ? scaleHands(ref, spec) : []),
    ...(rolled
      ? [
          {
            id: 'rollout-restart',
            message: 'act.rolloutRestart' as const,
            glyph: 'forward' as const,
            run: (s: Session) => kubectl(s, `rollout restart ${rolled}/${name} -n ${namespace}`),
          },
        ]
      : []),
    ...(resource === 'services' ? trafficHands(session, ref, spec) : []),
    {
      id: 'delete',
      message: 'act.delete',
      glyph: 'trash',
      key: 'k',
      tone: 'bad',
      run: (s) => request(s, { method: 'DELETE', url: urlOf(ref), headers: JSON_TYPE }),
    },
  ];
}

function scaleHands(ref: ObjectRef, spec: unknown): Hand[] {
  const replicas = has(spec, 'replicas') && typeof spec.replicas === 'number' ? spec.replicas : 1;
  const scale =
    (to: number): Hand['run'] =>
    (session) =>
      request(session, {
        method: 'PATCH',
        url: urlOf(ref, 'scale'),
        headers: MERGE_TYPE,
        body: JSON.stringify({ spec: { replicas: Math.max(0, to) } }),
      });
  return [
    { id: 'scale-up', message: 'act.scaleUp', glyph: 'plus', key: '+', run: scale(replicas + 1) },
    { id: 'scale-down', message: 'act.scaleDown', glyph: 'minus', key: '-', run: scale(replicas - 1) },
  ];
}

function trafficHands(session: Session, { namespace, name }: ObjectRef, spec: unknown): Hand[] {
  const ports: unknown = has(spec, 'ports') ? spec.ports : [];
  const first: unknown = Array.isArray(ports) ? ports[0] : undefined;
  if (!has(first, 'port') || typeof first.port !== 'number') return [];
  const to = `services/${namespace}/${name}:${first.port}`;
  return [
    {
      id: 'traffic-one',
      message: 'act.traffic.one',
      glyph: 'forward',
      run: () => session.fault({ name: 'traffic', params: { to } }),
    },
    {
      id: 'traffic-rate',
      message: 'act.traffic.rate',
      params: { rate: 10 },
      glyph: 'live',
      run: () => session.fault({ name: 'traffic', params: { to, rate: 10 } }),
    },
    {
      id: 'traffic-stop',
      message: 'act.traffic.stop',
      glyph: 'pause',
      run: () => session.fault({ name: 'traffic-stop', params: { to } }),
    },
  ];
}
