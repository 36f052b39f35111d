import { useMemo, useState } from 'react';
import { useText } from '../app/ui-state.ts';
import { Button } from '../kit/index.ts';
import type { Version } from '../store/index.ts';
import { tokensOf, yamlText } from './yaml-text.ts';

/** The object as kubectl would print it. Every part of it is a text node. */
export function YamlTab({ version }: { readonly version: Version | undefined }) {
  const t = useText();
  const object = version?.object;
  const text = useMemo(() => (object ? yamlText(object) : ''), [object]);
  const [copied, setCopied] = useState('');
  if (!object) return <p className="inspector-note">{t(version ? 'inspector.gone' : 'inspector.noObject')}</p>;
  const copy = (): void => void navigator.clipboard.writeText(text).then(() => setCopied(text));
  return (
    <div className="yaml">
      <Button glyph="pen" label={t(copied === text ? 'inspector.copied' : 'inspector.copy')} onClick={copy} />
      <pre className="yaml-text">
        <code>
          {text.split('\n').map((line, number) => (
            <Line key={number} line={line} />
          ))}
        </code>
      </pre>
    </div>
  );
}

function Line({ line }: { readonly line: string }) {
  return (
    <span className="yaml-line">
      {tokensOf(line).map(({ text, tone }, at) => (
        <span key={at} data-tone={tone}>
          {text}
        </span>
      ))}
      {'\n'}
    </span>
  );
}
