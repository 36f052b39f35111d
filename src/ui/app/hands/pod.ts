import type { IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { ObjectRef, Session } from '../../store/index.ts';
import { JSON_TYPE, lastFault, request, urlOf, type Hand } from './hand.ts';

const PROBES = ['readiness', 'liveness'] as const;

/** What can be done to a pod: to its object, to its containers, to its probes, to the images that it pulls. */
export function podHands(session: Session, ref: ObjectRef, pod: ApiObject): readonly Hand[] {
  const containers = (pod.spec as IPod['spec'])?.containers ?? [];
  return [
    {
      id: 'delete-pod',
      message: 'act.deletePod',
      glyph: 'trash',
      key: 'k',
      tone: 'bad',
      run: (s) => request(s, { method: 'DELETE', url: urlOf(ref), headers: JSON_TYPE }),
    },
    ...containers.flatMap(({ name }, i) => containerHands(session, ref, name, i === 0, containers.length > 1)),
    ...containers.flatMap((container) =>
      PROBES.filter((probe) => container[`${probe}Probe`] !== undefined).map((probe) =>
        probeHand(session, ref, container.name, probe),
      ),
    ),
    ...[...new Set(containers.map(({ image }) => image ?? ''))].flatMap((image) => imageHands(session, image)),
  ];
}

function containerHands(session: Session, ref: ObjectRef, name: string, first: boolean, many: boolean): Hand[] {
  const params = { namespace: ref.namespace, pod: ref.name, container: name };
  return [
    {
      id: first ? 'container-crash' : `container-crash ${name}`,
      message: many ? 'act.crashContainer.named' : 'act.crashContainer',
      params: { name },
      glyph: 'crash',
      ...(first && { key: 'x' }),
      run: () => session.fault({ name: 'container-crash', params }),
    },
  ];
}

function probeHand(session: Session, ref: ObjectRef, container: string, probe: (typeof PROBES)[number]): Hand {
  const params = { namespace: ref.namespace, pod: ref.name, container, probe };
  const fails = lastFault(session, ['probe-fail', 'probe-recover'], params) === 'probe-fail';
  return {
    id: `${fails ? 'probe-recover' : 'probe-fail'} ${container} ${probe}`,
    message: fails ? 'act.probeRecover' : 'act.probeFail',
    params: { probe, name: container },
    glyph: fails ? 'ready' : 'failed',
    run: () => session.fault({ name: fails ? 'probe-recover' : 'probe-fail', params }),
  };
}

function imageHands(session: Session, image: string): Hand[] {
  const slow = session.store
    .getState()
    .acts.findLast(
      ({ input }) => 'fault' in input && input.fault.name === 'image-slow' && input.fault.params['image'] === image,
    );
  const isSlow = slow !== undefined && 'fault' in slow.input && slow.input.fault.params['factor'] !== 1;
  const failing = session.store
    .getState()
    .acts.findLast(
      ({ input }) => 'fault' in input && input.fault.name === 'image-fail' && input.fault.params['image'] === image,
    );
  const fails = failing !== undefined && 'fault' in failing.input && 'message' in failing.input.fault.params;
  return [
    {
      id: `image-slow ${image}`,
      message: isSlow ? 'act.imageFast' : 'act.imageSlow',
      params: { image },
      glyph: 'backoff',
      run: () => session.fault({ name: 'image-slow', params: { image, factor: isSlow ? 1 : 20 } }),
    },
    {
      id: `image-fail ${image}`,
      message: fails ? 'act.imageMend' : 'act.imageFail',
      params: { image },
      glyph: fails ? 'ready' : 'failed',
      run: () =>
        session.fault({
          name: 'image-fail',
          params: { image, ...(!fails && { message: 'manifest unknown: manifest unknown' }) },
        }),
    },
  ];
}
