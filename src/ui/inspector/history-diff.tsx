import { useMemo } from 'react';
import { unifiedDiff } from '../../kubectl/verbs/diff/unified.ts';
import { clockText } from '../app/clock-text.ts';
import { useText } from '../app/ui-state.ts';
import { Button } from '../kit/index.ts';
import { usePlayhead, useSession, type ObjectRef, type Version } from '../store/index.ts';
import { versionAt } from './subject.ts';
import { yamlText } from './yaml-text.ts';
import './history-diff.css';

interface Props {
  readonly subject: ObjectRef;
  readonly pinned: number;
  /** As it is at the playhead. */
  readonly version: Version | undefined;
}

/** The object's YAML between the pinned moment and the playhead, the earlier one first, as `diff -u` writes it. */
export function HistoryDiff({ subject, pinned, version }: Props) {
  const t = useText();
  const session = useSession();
  const playhead = usePlayhead(4);
  const held = versionAt(session.mirror, subject, pinned);
  const backwards = playhead < pinned;
  const [from, to] = backwards ? [version, held] : [held, version];
  const lines = useMemo(() => diffLines(from?.object, to?.object), [from, to]);
  const [a, b] = backwards ? [playhead, pinned] : [pinned, playhead];
  return (
    <section className="history-diff" aria-label={t('history.between')}>
      <header>
        <strong>{t('moments.title', { a: clockText(a, 3), b: clockText(b, 3) })}</strong>
        <Button glyph="close" shape="round" label={t('moments.unpin')} onClick={() => session.pin(undefined)} />
      </header>
      {lines.length === 0 ? (
        <p className="inspector-note">{t('history.alike')}</p>
      ) : (
        <pre tabIndex={0}>
          {lines.map((line, number) => (
            <Line key={number} line={line} />
          ))}
        </pre>
      )}
    </section>
  );
}

/** Marks are part of the text, so that it can be read without colour and copied as it is. */
function Line({ line }: { readonly line: string }) {
  const text = `${line}\n`;
  if (line.startsWith('-')) return <del>{text}</del>;
  if (line.startsWith('+')) return <ins>{text}</ins>;
  return <span data-gap={line.startsWith('@@') || undefined}>{text}</span>;
}

function diffLines(from: unknown, to: unknown): readonly string[] {
  const text = unifiedDiff(from === undefined ? '' : yamlText(from), to === undefined ? '' : yamlText(to));
  return text === '' ? [] : text.trimEnd().split('\n');
}
