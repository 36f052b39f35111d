import { useEffect, useMemo, useRef } from 'react';
import { Asks } from './ask.tsx';
import { breakable } from './breakable.tsx';
import { clockText } from '../app/clock-text.ts';
import { useText } from '../app/ui-state.ts';
import { Button } from '../kit/index.ts';
import { usePlayer, useSession, useSessionState, type Version } from '../store/index.ts';
import { diffObjects, shortText, tellingFirst, type FieldChange } from './diff.ts';
import { HistoryDiff } from './history-diff.tsx';
import type { Subject } from './subject.ts';

const SHOWN = 100;
const FIELDS = 8;

interface Props {
  readonly subject: Subject;
  readonly version: Version | undefined;
}

/** Every version of the object that is kept, newest first, each with what it changed. */
export function HistoryTab({ subject, version }: Props) {
  const t = useText();
  const session = useSession();
  const { mirror } = session;
  const { player } = usePlayer();
  const pinned = useSessionState((state) => state.pinned);
  const key = subject.ref && `${subject.ref.namespace}/${subject.ref.name}`;
  const resource = subject.ref?.resource;
  const latest = key === undefined ? undefined : mirror.log(resource ?? '').latest.get(key);
  const history = useMemo(() => {
    void latest;
    return resource === undefined || key === undefined ? [] : mirror.log(resource).historyOf(key);
  }, [mirror, resource, key, latest]);
  const list = useRef<HTMLOListElement>(null);
  const current = version?.revision;
  // As the playhead moves, what it stands at stays in sight.
  useEffect(() => {
    list.current?.querySelector(`[data-revision="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  if (history.length === 0)
    return <p className="inspector-note">{t(subject.ref ? 'history.none' : 'inspector.noObject')}</p>;
  const shown = history.slice(-SHOWN).reverse();
  return (
    <>
      {pinned !== undefined && subject.ref && <HistoryDiff subject={subject.ref} pinned={pinned} version={version} />}
      <ol ref={list} className="history">
        {shown.map((one) => (
          <li
            key={`${one.revision} ${one.at}`}
            data-revision={one.revision}
            aria-current={one.revision === version?.revision ? 'true' : undefined}
          >
            <div className="history-line">
              <button type="button" className="history-seek" onClick={() => player.seek(one.at)}>
                <span className="mono">{clockText(one.at, 3)}</span>
                <span>{t('inspector.revision', { revision: one.revision })}</span>
              </button>
              <Button
                glyph="pin"
                shape="round"
                label={t('history.compare', { revision: one.revision })}
                pressed={pinned === one.at}
                onClick={() => session.pin(pinned === one.at ? undefined : one.at)}
              />
            </div>
            <Changes version={one} />
          </li>
        ))}
        {history.length > SHOWN && (
          <li className="inspector-note">{t('history.older', { count: history.length - SHOWN })}</li>
        )}
      </ol>
    </>
  );
}

function Changes({ version }: { readonly version: Version }) {
  const t = useText();
  const before = version.previous?.object;
  const { object } = version;
  const changes = useMemo(() => (before && object ? tellingFirst(diffObjects(before, object)) : []), [before, object]);
  if (!object) return <p className="history-turn">{t('history.deleted')}</p>;
  if (!before) return <p className="history-turn">{t('history.created')}</p>;
  if (changes.length === 0) return <p className="inspector-note">{t('history.same')}</p>;
  return (
    <>
      <FieldChanges changes={changes.slice(0, FIELDS)} />
      {changes.length > FIELDS && (
        <p className="inspector-note">{t('history.more', { count: changes.length - FIELDS })}</p>
      )}
    </>
  );
}

/** Path, what it was, what it is. */
export function FieldChanges({ changes }: { readonly changes: readonly FieldChange[] }) {
  return (
    <ul className="changes">
      {changes.map(({ path, before, after }) => (
        <li key={`${path} ${shortText(before)} ${shortText(after)}`}>
          <span className="change-path mono">
            <Asks path={path}>{breakable(path)}</Asks>
          </span>
          {before !== undefined && <del className="mono">{shortText(before)}</del>}
          {after !== undefined && <ins className="mono">{shortText(after)}</ins>}
        </li>
      ))}
    </ul>
  );
}
