import { Fragment, useMemo, useState, type ReactNode } from 'react';
import { startOf, type TraceRecord } from '../../../engine/trace/index.ts';
import { clockText } from '../../app/clock-text.ts';
import { useText } from '../../app/ui-state.ts';
import { hueOf } from '../../canvas/messages/hue.ts';
import { Glossed } from '../../glossary/index.ts';
import { Button, Glyph, type GlyphName } from '../../kit/index.ts';
import { narrateFor, sentence, useLevel } from '../../narrator/index.ts';
import { useSession } from '../../store/index.ts';
import { diffObjects, tellingChanges } from '../diff.ts';
import { FieldChanges } from '../history-tab.tsx';
import { versionOf } from '../subject.ts';
import type { Inspected } from '../use-inspected.ts';
import { storyOf, type Origin } from './absent-cause.ts';
import { componentOf, condense, everyRecord, hostOf, type Step } from './chain.ts';
import { stagesOf } from './stages.ts';
import { tellStep } from './tell-step.ts';

interface Props {
  readonly anchor: TraceRecord;
  readonly every: boolean;
  readonly inspected: Inspected;
}

/** The causes of a record in sentences, oldest first. */
export function ChainList({ anchor, every, inspected }: Props) {
  const t = useText();
  const { trace, mirror } = useSession();
  const [whole, setWhole] = useState(false);
  const stories = useMemo(() => storyOf(trace, mirror, anchor, whole), [trace, mirror, anchor, whole]);
  return stories.map(({ origin, chain }, part) => (
    <Fragment key={chain[0]?.id ?? part}>
      <OriginLine origin={origin} inspected={inspected}>
        {part === 0 && origin.type === 'standing' && !whole && (
          <Button glyph="back" label={t('why.origin.standing.more')} onClick={() => setWhole(true)} />
        )}
      </OriginLine>
      <ol className="chain" aria-label={t('why.steps')}>
        {(every ? everyRecord(chain) : condense(chain)).map((step) => (
          <StepLine key={step.records[0]!.id} step={step} every={every} inspected={inspected} />
        ))}
      </ol>
    </Fragment>
  ));
}

interface StepProps {
  readonly step: Step;
  readonly every: boolean;
  readonly inspected: Inspected;
}

function StepLine({ step, every, inspected }: StepProps) {
  const t = useText();
  const { trace } = useSession();
  const { head } = step;
  const level = useLevel((state) => state.level);
  const lookup = (id: number): TraceRecord | undefined => trace.get(id);
  const text = sentence(t, every ? narrateFor(level, head, lookup) : tellStep(step, lookup, level));
  const current = inspected.visited !== undefined && step.records.some(({ id }) => id === inspected.visited);
  return (
    <li className="step" data-hue={markHue(head)} data-kind-of-step={step.kind} aria-current={current || undefined}>
      <button type="button" onClick={() => inspected.visit(head, startOf(head))}>
        <span className="step-mark">
          <Glyph name={GLYPHS[step.kind]} />
        </span>
        <span className="step-text">
          <Glossed text={text} inside />
        </span>
        <span className="step-at mono">
          {clockText(step.at, 3)}
          {step.commit && !every && ` · ${t('inspector.revision', { revision: step.commit.revision })}`}
        </span>
      </button>
      {step.commit && !every && <WhatChanged step={step} />}
      {every && <Stages record={head} />}
    </li>
  );
}

const GLYPHS: Readonly<Record<Step['kind'], GlyphName>> = {
  write: 'pen',
  watch: 'lens',
  call: 'running',
  answer: 'back',
  work: 'creating',
  act: 'crash',
  message: 'forward',
};

/** The fields that a write changed, the telling ones. */
function WhatChanged({ step }: { readonly step: Step }) {
  const { mirror } = useSession();
  const { commit } = step;
  const changes = useMemo(() => {
    const version = commit && versionOf(mirror, commit);
    const before = version?.previous?.object;
    return before && version.object ? tellingChanges(diffObjects(before, version.object), 3) : [];
  }, [mirror, commit]);
  return changes.length > 0 ? <FieldChanges changes={changes} /> : null;
}

/** What a request went through inside the API server: who asks, may they, is it changed, is it valid. */
function Stages({ record }: { readonly record: TraceRecord }) {
  const stages = stagesOf(record);
  return stages.length === 0 ? null : (
    <ol className="request-stages mono">
      {stages.map(({ name, fact }) => (
        <li key={name}>
          {name}
          {fact !== '' && <span>{fact}</span>}
        </li>
      ))}
    </ol>
  );
}

interface OriginProps {
  readonly origin: Origin;
  readonly inspected: Inspected;
  readonly children: ReactNode;
}

/** What the chain begins with; where that is no message, what was done before. */
function OriginLine({ origin, inspected, children }: OriginProps) {
  const t = useText();
  const process = processOf(origin.record);
  const who = process.startsWith('kubelet@') ? process : componentOf(process);
  const name = origin.type === 'absence' ? origin.node : origin.type === 'standing' ? origin.pod : hostOf(process);
  const act = origin.type === 'absence' || origin.type === 'noticed' ? origin.act : undefined;
  return (
    <div className="origin" data-type={origin.type}>
      <p>{t(`why.origin.${origin.type}`, { name, who, host: hostOf(process) })}</p>
      {origin.type === 'absence' && <p>{t(act ? 'why.origin.absence.act' : 'why.origin.absence.none', { name })}</p>}
      {act && (
        <ul className="chain">
          <StepLine
            step={{ kind: 'act', head: act, records: [act], at: act.start }}
            every={false}
            inspected={inspected}
          />
        </ul>
      )}
      {children}
    </div>
  );
}

function processOf(record: TraceRecord): string {
  return record.type === 'hop' ? record.from : record.process;
}

function markHue(record: TraceRecord): string {
  if (record.type === 'hop') return hueOf(record);
  if (record.type === 'commit') return 'observed';
  return record.outcome === 'error' ? 'refusal' : 'desired';
}
