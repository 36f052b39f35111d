import { endOf, startOf, type TraceRecord } from '../../engine/trace/index.ts';
import { clockText } from '../app/clock-text.ts';
import { useText } from '../app/ui-state.ts';
import type { ObjectRef } from '../store/index.ts';
import { FactLine } from './fact-line.tsx';
import type { Fact } from './facts.ts';
import { yamlText } from './yaml-text.ts';

interface Props {
  readonly record: TraceRecord;
  readonly subjectRef: ObjectRef | undefined;
}

/** Everything that a record says, as it says it. */
export function RecordState({ record, subjectRef }: Props) {
  const t = useText();
  const facts: Fact[] = recordFacts(record);
  if (subjectRef) facts.unshift({ label: 'state.about', refs: [subjectRef] });
  const detail = record.type === 'span' ? record.detail : undefined;
  return (
    <>
      <dl className="facts">
        {facts.map((fact) => (
          <FactLine key={fact.label} fact={fact} asOf={startOf(record)} />
        ))}
      </dl>
      {detail && (
        <>
          <h4>{t('state.detail')}</h4>
          <pre className="yaml-text plain" tabIndex={0} role="group" aria-label={t('state.detail')}>
            {yamlText(detail)}
          </pre>
        </>
      )}
    </>
  );
}

function recordFacts(record: TraceRecord): Fact[] {
  if (record.type === 'commit')
    return [
      { label: 'state.revision', text: String(record.revision) },
      { label: 'state.operation', text: record.operation },
      { label: 'state.key', text: record.key },
      { label: 'state.start', text: clockText(record.at, 6) },
    ];
  if (record.type === 'span') {
    const end = endOf(record);
    return [
      { label: 'state.process', text: record.process },
      { label: 'state.operation', text: record.operation },
      { label: 'state.key', text: record.key },
      { label: 'state.start', text: clockText(record.start, 6) },
      ...(end === undefined ? [] : [{ label: 'state.took', text: lasted(end - record.start) } as const]),
      { label: 'state.outcome', text: record.outcome },
    ];
  }
  const { label } = record;
  const about = [label.resource, label.subresource].filter((part) => part).join('/');
  return [
    { label: 'state.from', text: record.from },
    { label: 'state.to', text: record.to },
    { label: 'state.verb', text: `${label.verb} (${label.form})` },
    { label: 'state.resource', text: about },
    { label: 'state.sent', text: clockText(record.sent, 6) },
    { label: 'state.arrives', text: clockText(record.arrives, 6) },
    { label: 'state.took', text: lasted(record.arrives - record.sent) },
    { label: 'state.outcome', text: [record.outcome, label.code].filter((part) => part !== undefined).join(' ') },
    ...(label.bytes === undefined ? [] : [{ label: 'state.bytes', text: String(label.bytes) } as const]),
  ];
}

/** 1234 → `1.234ms`. */
function lasted(micros: number): string {
  if (micros < 1000) return `${micros}µs`;
  return micros < 1_000_000 ? `${micros / 1000}ms` : `${micros / 1_000_000}s`;
}
