import { useMemo } from 'react';
import { useText } from '../../app/ui-state.ts';
import { useAt, useSession, type ObjectRef } from '../../store/index.ts';
import type { Inspected } from '../use-inspected.ts';
import { RefLink } from '../ref-link.tsx';
import { KindAnswers } from './answers/answer-view.tsx';
import { endpointsOf, type Backend } from './endpoints.ts';
import { readRollout, rolloutsOf } from './rollout.ts';
import { RolloutSum } from './rollout-sum.tsx';
import { readScheduling, schedulingOf } from './scheduling.ts';
import { ScheduleTable } from './schedule-table.tsx';
import './answers.css';

interface Props {
  readonly subjectRef: ObjectRef;
  readonly inspected: Inspected;
}

/** What a component reckoned about this kind of object: the answer that a chain of messages alone does not give. */
export function Answers({ subjectRef, inspected }: Props) {
  const { version } = inspected;
  return (
    <>
      {version?.object && <KindAnswers subjectRef={subjectRef} object={version.object} inspected={inspected} />}
      {subjectRef.resource === 'pods' && <ForPod inspected={inspected} />}
      {subjectRef.resource === 'deployments.apps' && <ForDeployment inspected={inspected} />}
      {subjectRef.resource === 'services' && <ForService inspected={inspected} />}
    </>
  );
}

function ForPod({ inspected: { version, visit } }: { readonly inspected: Inspected }) {
  const { trace } = useSession();
  const span = useMemo(() => (version?.object ? schedulingOf(trace, version) : undefined), [trace, version]);
  return span?.detail ? (
    <ScheduleTable scheduling={readScheduling(span)} onVisit={() => visit(span, span.start)} />
  ) : null;
}

const STEPS = 6;

function ForDeployment({ inspected: { version, asOf, visit } }: { readonly inspected: Inspected }) {
  const t = useText();
  const { trace, mirror } = useSession();
  const uid = version?.object?.metadata.uid;
  const changes = mirror.log('replicasets.apps').countAt(asOf);
  const spans = useMemo(() => {
    void changes;
    return uid === undefined ? [] : rolloutsOf(trace, mirror, uid, asOf, STEPS);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what was decided by now changes only with the replica sets
  }, [trace, mirror, uid, changes]);
  if (spans.length === 0) return null;
  const sums = spans.map((span) => (
    <RolloutSum key={span.id} sum={readRollout(span)} at={span.start} onVisit={() => visit(span, span.start)} />
  ));
  return (
    <section className="answer">
      <h4>{t('rollout.title')}</h4>
      {sums.slice(0, 1)}
      {sums.length > 1 && (
        <details>
          <summary>{t('rollout.earlier', { count: sums.length - 1 })}</summary>
          {sums.slice(1)}
        </details>
      )}
    </section>
  );
}

function ForService({ inspected: { version } }: { readonly inspected: Inspected }) {
  const t = useText();
  const pods = useAt('pods');
  const slices = useAt('endpointslices.discovery.k8s.io');
  const service = version?.object;
  const endpoints = useMemo(() => service && endpointsOf(service, pods, slices), [service, pods, slices]);
  if (!service || !endpoints) return null;
  const { selector, backends } = endpoints;
  const namespace = service.metadata.namespace ?? '';
  const list = (title: string, members: readonly Backend[]) =>
    members.length > 0 && (
      <>
        <h4>
          {title} <span className="count">{members.length}</span>
        </h4>
        <ul className="backends">
          {members.map(({ name, address, reason }) => (
            <li key={name}>
              <RefLink target={{ resource: 'pods', namespace, name }} />
              <span className={reason ? 'reason' : 'mono'}>{reason ? t(reason) : address}</span>
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <section className="answer">
      <h4>{t('endpoints.title')}</h4>
      {selector === undefined && <p>{t('endpoints.noSelector')}</p>}
      {selector !== undefined && backends.length === 0 && <p>{t('endpoints.none', { selector })}</p>}
      {list(
        t('endpoints.in'),
        backends.filter(({ reason }) => reason === undefined),
      )}
      {list(
        t('endpoints.out'),
        backends.filter(({ reason }) => reason !== undefined),
      )}
    </section>
  );
}
