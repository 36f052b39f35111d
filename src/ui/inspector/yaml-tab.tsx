import { useContext, useMemo, useState } from 'react';
import { useText } from '../app/ui-state.ts';
import { Button } from '../kit/index.ts';
import type { Version } from '../store/index.ts';
import { AskContext } from './ask.tsx';
import { pathsOf } from './field-path.ts';
import { tokensOf, yamlText } from './yaml-text.ts';

/** The object as kubectl would print it. Every part of it is a text node. */
export function YamlTab({ version }: { readonly version: Version | undefined }) {
  const t = useText();
  const object = version?.object;
  const text = useMemo(() => (object ? yamlText(object) : ''), [object]);
  const lines = useMemo(() => text.trimEnd().split('\n'), [text]);
  const paths = useMemo(() => pathsOf(lines), [lines]);
  const ask = useContext(AskContext);
  const [copied, setCopied] = useState('');
  if (!object) return <p className="inspector-note">{t(version ? 'inspector.gone' : 'inspector.noObject')}</p>;
  const copy = (): void => void navigator.clipboard.writeText(text).then(() => setCopied(text));
  return (
    <div className="yaml">
      <Button glyph="pen" label={t(copied === text ? 'inspector.copied' : 'inspector.copy')} onClick={copy} />
      <pre className="yaml-text" tabIndex={0} role="group" aria-label={t('inspector.tab.yaml')}>
        <code>
          {lines.map((line, number) => (
            <Line
              key={number}
              line={line}
              ask={ask && (() => ask(paths[number] ?? ''))}
              title={t('why.ask', { path: paths[number] ?? '' })}
            />
          ))}
        </code>
      </pre>
    </div>
  );
}

interface LineProps {
  readonly line: string;
  readonly title: string;
  readonly ask: (() => void) | undefined;
}

/** A click asks why the field is so; by key the same is asked in the History tab, where there are fewer stops. */
function Line({ line, title, ask }: LineProps) {
  return (
    <span className="yaml-line" title={title} onClick={ask}>
      {tokensOf(line).map(({ text, tone }, at) => (
        <span key={at} data-tone={tone}>
          {text}
        </span>
      ))}
      {'\n'}
    </span>
  );
}
