import { useMemo } from 'react';
import { useText } from '../app/ui-state.ts';
import { useSession, useSessionState, type Version } from '../store/index.ts';
import { ageText } from './age.ts';
import { eventsOf } from './events-of.ts';
import { commitOf, versionAt } from './subject.ts';

interface Props {
  readonly version: Version | undefined;
  readonly asOf: number;
}

/** What the cluster's components said about the object by then: its Event objects, newest first. */
export function EventsTab({ version, asOf }: Props) {
  const t = useText();
  const { mirror } = useSession();
  const epoch = useSessionState((state) => state.epoch);
  // A deleted object's events outlive it: they name the uid that it had.
  const object = version?.object ?? version?.previous?.object;
  const log = mirror.log('events');
  const known = log.countAt(asOf);
  const lines = useMemo(() => {
    void known;
    return object ? eventsOf(log.versions.length === 0 ? [] : mirror.list('events', asOf), object, epoch) : [];
    // eslint-disable-next-line react-hooks/exhaustive-deps -- between two versions of events, time changes only their ages
  }, [mirror, log, known, object, epoch]);
  if (!object) return <p className="inspector-note">{t('inspector.noObject')}</p>;
  if (lines.length === 0) return <p className="inspector-note">{t('events.none')}</p>;
  return (
    <ul className="events">
      {lines.map((line) => (
        <li key={line.key} data-type={line.type}>
          <div className="event-head">
            <strong>{line.reason}</strong>
            {line.count > 1 && <span>{t('events.count', { count: line.count })}</span>}
            <span className="event-age">{t('events.ago', { age: ageText(asOf - line.last) })}</span>
          </div>
          <p>{line.message}</p>
          <span className="event-from mono">{line.from}</span>
          <Asked namespace={object.metadata.namespace ?? 'default'} name={line.key} asOf={asOf} />
        </li>
      ))}
    </ul>
  );
}

/** Goes to the revision by which an event was told, and to its causes. */
function Asked({
  namespace,
  name,
  asOf,
}: {
  readonly namespace: string;
  readonly name: string;
  readonly asOf: number;
}) {
  const t = useText();
  const session = useSession();
  const ask = (): void => {
    const version = versionAt(session.mirror, { resource: 'events', namespace, name }, asOf);
    const commit = version && commitOf(session.trace, version);
    if (commit) session.select({ type: 'record', id: commit.id });
  };
  return (
    <button type="button" className="ref-link event-why" onClick={ask}>
      {t('why.event')}
    </button>
  );
}
