import { m } from 'framer-motion';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { lessons, type Lesson } from '../../lessons/index.ts';
import type { MessageId } from '../../i18n/index.ts';
import { keptSession, show } from '../app/share/index.ts';
import { setUi, useText } from '../app/ui-state.ts';
import { Button, Glyph, type GlyphName } from '../kit/index.ts';
import { useSession } from '../store/index.ts';
import type { LessonPlayer, LessonState } from './lesson-player.ts';
import { lessonPlayerOf } from './lesson-stage.ts';
import './start.css';

const GLYPHS: Readonly<Record<string, GlyphName>> = {
  'pod-is-born': 'play',
  'self-healing': 'crash',
  'rolling-update': 'forward',
};

/** Doors over the living cluster; once one is opened, the sentence that stands at the present step. */
export function StartScreen() {
  const player = lessonPlayerOf(useSession());
  const state = useStore(player.store);
  useEffect(() => {
    const asked = new URLSearchParams(location.search).get('lesson');
    const lesson = lessons.find(({ id }) => id === asked);
    if (lesson && !opened.has(player)) player.start(lesson);
    opened.add(player);
    return () => player.leave();
  }, [player]);
  return state.lesson ? <Telling player={player} state={state} lesson={state.lesson} /> : <Doors player={player} />;
}

/** Players that have followed the address once: it is not followed again when the start screen is opened later. */
const opened = new WeakSet<LessonPlayer>();

function close(): void {
  setUi({ startOpen: false });
}

function build(): void {
  setUi({ startOpen: false, editorOpen: true });
}

function Doors({ player }: { readonly player: LessonPlayer }) {
  const t = useText();
  const session = useSession();
  const first = useRef<HTMLButtonElement>(null);
  const [kept] = useState(keptSession);
  useEffect(() => first.current?.focus(), []);
  const goOn = (): void => {
    if (!kept) return;
    close();
    void session.boot(kept.session.boot, kept.session.at).then(() => show(session, kept.session));
  };
  return (
    <m.section
      className="doors panel"
      aria-label={t('start.title')}
      initial={{ y: 16, opacity: 0 }}
      animate={{ y: 0, opacity: 1 }}
      transition={{ duration: 0.28, ease: [0.2, 0.7, 0.3, 1] }}
    >
      <header className="doors-head">
        <h2>{t('start.lead')}</h2>
        <Button glyph="close" label={t('start.dismiss')} onClick={close} />
      </header>
      <ul className="doors-list">
        {lessons.map((lesson, i) => (
          <li key={lesson.id}>
            <Door
              into={i === 0 ? first : undefined}
              glyph={GLYPHS[lesson.id] ?? 'play'}
              title={lesson.title}
              summary={lesson.summary}
              onOpen={() => player.start(lesson)}
            />
          </li>
        ))}
        {kept && (
          <li>
            <Door glyph="back" title="start.continue.title" summary="start.continue.summary" onOpen={goOn} />
          </li>
        )}
        <li>
          <Door glyph="pen" title="start.build.title" summary="start.build.summary" onOpen={build} />
        </li>
      </ul>
    </m.section>
  );
}

interface DoorProps {
  readonly glyph: GlyphName;
  readonly title: MessageId;
  readonly summary: MessageId;
  readonly onOpen: () => void;
  readonly into?: React.Ref<HTMLButtonElement> | undefined;
}

function Door({ glyph, title, summary, onOpen, into }: DoorProps) {
  const t = useText();
  return (
    <button type="button" className="scenario" onClick={onOpen} ref={into}>
      <Glyph name={glyph} />
      <strong>{t(title)}</strong>
      <span>{t(summary)}</span>
    </button>
  );
}

interface TellingProps {
  readonly player: LessonPlayer;
  readonly state: LessonState;
  readonly lesson: Lesson;
}

function Telling({ player, state, lesson }: TellingProps) {
  const t = useText();
  const { step, hurried, failure } = state;
  const steps = lesson.steps.length;
  const present = lesson.steps[step];
  const said = failure === undefined ? t(present?.say ?? lesson.next) : t('start.failed', { message: failure });
  return (
    <m.section
      className="telling panel"
      aria-label={t(lesson.title)}
      initial={{ y: 16, opacity: 0 }}
      animate={{ y: 0, opacity: 1 }}
      transition={{ duration: 0.28, ease: [0.2, 0.7, 0.3, 1] }}
    >
      <div className="telling-progress" aria-hidden="true">
        {lesson.steps.map(({ say }, i) => (
          <i key={say} data-done={i < step || undefined} data-now={i === step || undefined} />
        ))}
      </div>
      <div className="telling-words">
        <small>
          {t(lesson.title)}
          {present && ` · ${t('start.step', { step: step + 1, steps })}`}
        </small>
        <p aria-live="polite" data-failed={failure !== undefined || undefined}>
          {said}
        </p>
      </div>
      <div className="telling-tools">
        {present && !hurried && failure === undefined && (
          <Button
            glyph="forward"
            label={t(present.until ? 'start.faster' : 'start.next')}
            onClick={() => player.hurry()}
          />
        )}
        {!present && <Button glyph="start" tone="brass" label={t('start.again')} onClick={() => player.leave()} />}
        <Button glyph="close" label={t('start.leave')} onClick={close} />
      </div>
    </m.section>
  );
}
