import { useMemo } from 'react';
import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { setUi, useText } from '../../../app/ui-state.ts';
import { Glossed } from '../../../glossary/index.ts';
import { Button, Glyph, type GlyphName } from '../../../kit/index.ts';
import { useAtEach, useSession, type ObjectRef } from '../../../store/index.ts';
import type { Inspected } from '../../use-inspected.ts';
import { RefLink } from '../../ref-link.tsx';
import { answersTo, readsOf, type Answer, type Line, type Mark } from './index.ts';

const GLYPHS: Readonly<Record<Exclude<Mark, 'fact'>, GlyphName>> = { ok: 'ready', wait: 'backoff', blocked: 'failed' };

interface Props {
  readonly subjectRef: ObjectRef;
  readonly object: ApiObject;
  readonly inspected: Inspected;
}

/** What the kind of an object answers when it is asked why. */
export function KindAnswers({ subjectRef, object, inspected }: Props) {
  const answers = useAnswers(subjectRef.resource, object, inspected);
  return answers.map((answer) => <AnswerCard key={answer.title} answer={answer} />);
}

/** As of the playhead the world is asked, which follows it cheaply; for any other moment, the mirror. */
function useAnswers(resource: string, object: ApiObject, { asOf, standing }: Inspected): readonly Answer[] {
  const { mirror, world } = useSession();
  const reads = useMemo(() => readsOf(resource), [resource]);
  const lists = useAtEach(reads);
  const at = standing ? asOf : undefined;
  return useMemo(() => {
    const list = (one: string): readonly ApiObject[] => (at === undefined ? world.list(one) : mirror.list(one, at));
    return answersTo(resource, object, (one) => {
      if (one === '*') return mirror.resources.flatMap(list);
      const position = reads.indexOf(one);
      return at === undefined && position >= 0 ? lists[position]! : list(one);
    });
  }, [resource, object, lists, reads, at, mirror, world]);
}

function AnswerCard({ answer }: { readonly answer: Answer }) {
  const t = useText();
  return (
    <section className="answer" data-answer={answer.title}>
      <h4>{t(answer.title)}</h4>
      <Lines lines={answer.lines} />
    </section>
  );
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <ul className="answer-lines">
      {lines.map((line, at) => (
        <AnswerLine key={at} line={line} />
      ))}
    </ul>
  );
}

function AnswerLine({ line }: { readonly line: Line }) {
  const t = useText();
  const { mark, id, params, ref, command, under } = line;
  return (
    <li data-mark={mark}>
      <span
        className="answer-mark"
        role={mark === 'fact' ? undefined : 'img'}
        aria-label={mark === 'fact' ? undefined : t(`answer.mark.${mark}`)}
      >
        {mark !== 'fact' && <Glyph name={GLYPHS[mark]} />}
      </span>
      <div className="answer-text">
        <LineText text={t(id, params)} target={ref} />
        {command !== undefined && <Command line={command} />}
        {under && under.length > 0 && <Lines lines={under} />}
      </div>
    </li>
  );
}

/** The name of the object that a sentence is about is a link to it. */
function LineText({ text, target }: { readonly text: string; readonly target: ObjectRef | undefined }) {
  const from = target ? text.indexOf(target.name) : -1;
  if (!target || from < 0)
    return (
      <p>
        <Glossed text={text} />
      </p>
    );
  return (
    <p>
      <Glossed text={text.slice(0, from)} />
      <RefLink target={target} />
      <Glossed text={text.slice(from + target.name.length)} />
    </p>
  );
}

function Command({ line }: { readonly line: string }) {
  const t = useText();
  const open = (): void => {
    setUi({ terminalOpen: true });
    void import('../../../terminal/prefill.ts').then(({ prefill }) => prefill(line));
  };
  return (
    <div className="answer-command">
      <code className="mono">{line}</code>
      <Button glyph="prompt" shape="round" label={t('answer.tryIt')} onClick={open} />
    </div>
  );
}
