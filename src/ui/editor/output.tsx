import { useEffect, useRef } from 'react';
import { useText } from '../app/ui-state.ts';
import type { Run } from './use-sending.ts';

interface Props {
  readonly runs: readonly Run[];
  /** Where in the file in front something is wrong. */
  readonly places: readonly { readonly message: string; readonly line: number }[];
}

/** What kubectl would have printed. Text, never markup: a manifest may say anything. */
export function Output({ runs, places }: Props) {
  const t = useText();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Chromium answers with a promise, which an effect must not.
    void end.current?.scrollIntoView({ block: 'nearest' });
  }, [runs, places]);
  return (
    <div role="log" aria-label={t('editor.output')} className="editor-log">
      {runs.length === 0 && <p className="editor-hint">{t('editor.hint')}</p>}
      {runs.map(({ id, command, report }) => (
        <div key={id} className="editor-run">
          <p className="editor-command">$ {command}</p>
          {report === undefined && <p className="editor-hint">{t('editor.waiting')}</p>}
          {report?.lines.map((line, index) => (
            <p key={index} data-tone={line.tone}>
              {line.text}
            </p>
          ))}
        </div>
      ))}
      {places.map(({ message, line }, index) => (
        <p key={index} className="editor-place">
          {t('editor.place', { line, message })}
        </p>
      ))}
      <div ref={end} />
    </div>
  );
}
