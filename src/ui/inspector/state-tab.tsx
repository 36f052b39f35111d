import { useMemo } from 'react';
import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { useText } from '../app/ui-state.ts';
import { useSession, type ObjectRef, type Version } from '../store/index.ts';
import { Asks } from './ask.tsx';
import { FactLine, useAge } from './fact-line.tsx';
import { conditionsOf } from './conditions.ts';
import { containersOf } from './containers.ts';
import { factsOf } from './facts.ts';
import { ProcessState } from './process-state.tsx';
import { RecordState } from './record-state.tsx';
import type { Subject } from './subject.ts';

interface Props {
  readonly subject: Subject;
  readonly version: Version | undefined;
  readonly asOf: number;
}

/** What it is and how it is doing, for people. */
export function StateTab({ subject, version, asOf }: Props) {
  const t = useText();
  const { process, record, ref } = subject;
  if (process !== undefined) return <ProcessState process={process} asOf={asOf} />;
  return (
    <div className="state">
      {record && <RecordState record={record} subjectRef={ref} />}
      {!record && version?.object && <ObjectState object={version.object} asOf={asOf} />}
      {!record && !version?.object && <p className="inspector-note">{t('inspector.gone')}</p>}
    </div>
  );
}

function ObjectState({ object, asOf }: { readonly object: ApiObject; readonly asOf: number }) {
  const t = useText();
  const facts = useMemo(() => factsOf(object), [object]);
  const owned = useOwned(object, asOf);
  const conditions = conditionsOf(object);
  const containers = object.kind === 'Pod' ? containersOf(object) : [];
  return (
    <>
      <dl className="facts">
        {facts.map((fact) => (
          <FactLine key={fact.label} fact={fact} asOf={asOf} />
        ))}
        {owned.length > 0 && (
          <FactLine fact={{ label: object.kind === 'Node' ? 'state.pods' : 'state.owns', refs: owned }} asOf={asOf} />
        )}
      </dl>
      {containers.length > 0 && (
        <>
          <h4>{t('state.containers')}</h4>
          <ul className="containers">
            {containers.map(({ name, init, image, state, message, ready, restarts }) => (
              <li key={name} data-ready={ready}>
                <div>
                  <Asks path={`status.${init ? 'initContainerStatuses' : 'containerStatuses'}[${name}].state`}>
                    <strong className="mono">{name}</strong> <span>{state}</span>
                  </Asks>
                  {restarts > 0 && <span className="reason">{t('state.restarts', { count: restarts })}</span>}
                </div>
                <span className="mono">{image}</span>
                {message !== '' && <p>{message}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
      {conditions.length > 0 && <Conditions object={object} asOf={asOf} />}
    </>
  );
}

function Conditions({ object, asOf }: { readonly object: ApiObject; readonly asOf: number }) {
  const t = useText();
  const age = useAge(asOf);
  return (
    <>
      <h4>{t('state.conditions')}</h4>
      <ul className="conditions">
        {conditionsOf(object).map(({ type, status, reason, message, since }) => (
          <li key={type}>
            <div>
              <Asks path={`status.conditions[${type}].status`}>
                <strong>{type}</strong> <span className="mono">{status}</span>
              </Asks>
              {reason !== '' && <span>{reason}</span>}
              <span className="event-age">{age(since)}</span>
            </div>
            {message !== '' && <p>{message}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

const OWNED: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['replicasets.apps'],
  ReplicaSet: ['pods'],
  ReplicationController: ['pods'],
  StatefulSet: ['pods'],
  DaemonSet: ['pods'],
};
const MOST_OWNED = 40;

/** What an owner controls, and what stands on a node. */
function useOwned(object: ApiObject, asOf: number): readonly ObjectRef[] {
  const { mirror } = useSession();
  const resources = object.kind === 'Node' ? ['pods'] : (OWNED[object.kind] ?? []);
  const known = resources.map((resource) => mirror.log(resource).countAt(asOf)).join();
  return useMemo(() => {
    void known;
    const refs: ObjectRef[] = [];
    for (const resource of object.kind === 'Node' ? ['pods'] : (OWNED[object.kind] ?? []))
      for (const one of mirror.list(resource, asOf))
        if (refs.length < MOST_OWNED && belongsTo(one, object))
          refs.push({ resource, namespace: one.metadata.namespace ?? '', name: one.metadata.name });
    return refs;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- between two versions nothing changes hands
  }, [mirror, object, known]);
}

function belongsTo(one: ApiObject, object: ApiObject): boolean {
  if (object.kind === 'Node')
    return (
      typeof one.spec === 'object' &&
      one.spec !== null &&
      'nodeName' in one.spec &&
      one.spec.nodeName === object.metadata.name
    );
  return one.metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid) ?? false;
}
