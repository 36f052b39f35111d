import { useMemo, useRef, useState } from 'react';
import type { TraceRecord } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { Button } from '../../kit/index.ts';
import { useSession, type Version } from '../../store/index.ts';
import { breakable } from '../breakable.tsx';
import { shortText } from '../diff.ts';
import { setterOf, valueAt } from '../field-path.ts';
import { commitOf, creationOf, lastOfService, type Subject } from '../subject.ts';
import type { Inspected } from '../use-inspected.ts';
import { Answers } from './answers.tsx';
import { ChainList } from './chain-list.tsx';
import { Effects } from './effects.tsx';
import { RecentWork } from './recent-work.tsx';
import './why.css';

interface Props {
  readonly subject: Subject;
  readonly inspected: Inspected;
  /** A field whose value is asked about, as diff.ts writes its path. */
  readonly asked: string | undefined;
}

type Question = 'change' | 'creation' | 'field';

/** Why it is so: what the components reckoned, and the chain of causes behind it. */
export function WhyTab({ subject, inspected, asked }: Props) {
  const t = useText();
  const [question, setQuestion] = useState<Question>(asked === undefined ? 'change' : 'field');
  const [every, setEvery] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  // The button goes away with the visit: the focus goes to what it stood in.
  const comeBack = (): void => {
    inspected.comeBack();
    panel.current?.closest<HTMLElement>('[role="tabpanel"]')?.focus({ preventScroll: true });
  };
  const anchor = useAnchor(subject, inspected, question, asked ?? '');
  return (
    <div ref={panel} className="why">
      {question === 'field' && <AskedField version={inspected.version} path={asked ?? ''} />}
      {question !== 'field' && subject.ref && <Answers subjectRef={subject.ref} inspected={inspected} />}
      {subject.process !== undefined && <RecentWork process={subject.process} inspected={inspected} />}
      {subject.process === undefined && (
        <>
          <div className="why-tools">
            {(!subject.record || asked !== undefined) && (
              <div className="why-question" role="group" aria-label={t('why.question')}>
                {asked !== undefined && (
                  <Button label={t('why.field')} pressed={question === 'field'} onClick={() => setQuestion('field')} />
                )}
                <Button
                  label={t('why.lastChange')}
                  pressed={question === 'change'}
                  onClick={() => setQuestion('change')}
                />
                <Button
                  label={t('why.creation')}
                  pressed={question === 'creation'}
                  onClick={() => setQuestion('creation')}
                />
              </div>
            )}
            <label className="why-every">
              <input type="checkbox" checked={every} onChange={({ target }) => setEvery(target.checked)} />
              {t('why.every')}
            </label>
          </div>
          {anchor ? (
            <ChainList anchor={anchor} every={every} inspected={inspected} />
          ) : (
            <p className="inspector-note">{t(subject.ref && !inspected.version ? 'inspector.gone' : 'why.none')}</p>
          )}
        </>
      )}
      {subject.record && <Effects record={subject.record} inspected={inspected} />}
      {inspected.visited !== undefined && (
        <div className="why-back">
          <Button glyph="back" tone="brass" label={t('why.now')} onClick={comeBack} />
        </div>
      )}
    </div>
  );
}

/** The field that is asked about, and what it is. */
function AskedField({ version, path }: { readonly version: Version | undefined; readonly path: string }) {
  const t = useText();
  const value = valueAt(version?.object, path);
  return (
    <section className="answer">
      <h4>{t('why.field.title')}</h4>
      <p className="mono">{breakable(path)}</p>
      <p className="mono asked-value">{value === undefined ? t('why.field.none') : shortText(value, 400)}</p>
    </section>
  );
}

/** The record whose causes are told: the selected one, or the revision that made what is shown. */
function useAnchor(subject: Subject, inspected: Inspected, question: Question, path: string): TraceRecord | undefined {
  const { trace, mirror } = useSession();
  const { record, ref } = subject;
  const version =
    inspected.version?.object && ref?.resource === 'services' && question === 'change'
      ? lastOfService(mirror, inspected.version, inspected.asOf)
      : inspected.version;
  return useMemo(() => {
    if (record && question !== 'field') return record;
    if (!version) return undefined;
    if (question === 'field') return commitOf(trace, setterOf(version, path));
    return commitOf(trace, question === 'creation' ? creationOf(version) : version);
  }, [trace, record, version, question, path]);
}
