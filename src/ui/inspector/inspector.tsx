import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { MessageId } from '../../i18n/index.ts';
import { useText } from '../app/ui-state.ts';
import { Glossed, useGlossary } from '../glossary/index.ts';
import { nounOf } from '../narrator/index.ts';
import { AskContext } from './ask.tsx';
import { EventsTab } from './events-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { showTab, TABS, useShowing, type TabId } from './showing.ts';
import { StateTab } from './state-tab.tsx';
import type { Subject } from './subject.ts';
import { Tabs } from './tabs.tsx';
import { useInspected, type Inspected } from './use-inspected.ts';
import { WhyTab } from './why/why-tab.tsx';
import { YamlTab } from './yaml-tab.tsx';
import './inspector.css';
import './record.css';

const LABELS: Readonly<Record<TabId, MessageId>> = {
  why: 'inspector.tab.why',
  state: 'inspector.tab.state',
  events: 'inspector.tab.events',
  yaml: 'inspector.tab.yaml',
  history: 'inspector.tab.history',
  sequence: 'inspector.tab.sequence',
};

interface Asked {
  /** What was inspected when it was asked. */
  readonly about: string;
  readonly path: string;
}

function nameOf(subject: Subject | undefined): string {
  const { ref, record, process } = subject ?? {};
  return ref ? `${ref.resource} ${ref.namespace}/${ref.name}` : (process ?? String(record?.id ?? ''));
}

/** The right drawer: what is selected, what it is, and why. */
export function Inspector() {
  const t = useText();
  const inspected = useInspected();
  const tab = useShowing((state) => state.tab);
  const [asked, setAsked] = useState<Asked>();
  const section = useFocusWhileOpen();
  const glossary = useGlossary((state) => state.open);
  const { subject } = inspected;
  const about = nameOf(subject);
  const ask = useCallback(
    (path: string) => {
      setAsked({ about, path });
      showTab('why');
    },
    [about],
  );
  if (glossary)
    return (
      <section ref={section} className="inspector" tabIndex={-1} aria-label={t('glossary.title')}>
        <Suspense fallback={null}>
          <GlossaryPage />
        </Suspense>
      </section>
    );
  if (!subject)
    return (
      <section ref={section} className="inspector" tabIndex={-1} aria-label={t('inspector.title')}>
        {tab === 'sequence' ? (
          <LastAct inspected={inspected} />
        ) : (
          <p className="inspector-empty">{t('inspector.nothing')}</p>
        )}
      </section>
    );
  return (
    <section ref={section} className="inspector" tabIndex={-1} aria-label={t('inspector.title')}>
      <Heading subject={subject} />
      <Tabs
        label={t('inspector.tabs')}
        tabs={TABS.map((id) => ({ id, label: t(LABELS[id]) }))}
        active={tab}
        onChange={showTab}
      >
        <AskContext value={subject.ref ? ask : undefined}>
          <Panel
            tab={tab}
            subject={subject}
            inspected={inspected}
            asked={asked?.about === about ? asked.path : undefined}
          />
        </AskContext>
      </Tabs>
    </section>
  );
}

interface PanelProps {
  readonly tab: TabId;
  readonly subject: Subject;
  readonly inspected: Inspected;
  /** The field that is asked about. */
  readonly asked: string | undefined;
}

function Panel({ tab, subject, inspected, asked }: PanelProps) {
  const { version, asOf } = inspected;
  if (tab === 'why') return <WhyTab key={asked ?? ''} subject={subject} inspected={inspected} asked={asked} />;
  if (tab === 'state') return <StateTab subject={subject} version={version} asOf={asOf} />;
  if (tab === 'events') return <EventsTab version={version} asOf={asOf} />;
  if (tab === 'yaml') return <YamlTab version={version} />;
  if (tab === 'sequence') return <Sequence subject={subject} inspected={inspected} />;
  return <HistoryTab subject={subject} version={version} />;
}

const GlossaryPage = lazy(async () => ({ default: (await import('../glossary/page.tsx')).GlossaryPage }));

/** The diagram is fetched when it is first asked for. */
const SequenceTab = lazy(async () => ({ default: (await import('../sequence/index.ts')).SequenceTab }));

function Sequence(props: { readonly subject: Subject | undefined; readonly inspected: Inspected }) {
  return (
    <Suspense fallback={null}>
      <SequenceTab {...props} />
    </Suspense>
  );
}

/** Nothing is selected: the last act of a person is told. */
function LastAct({ inspected }: { readonly inspected: Inspected }) {
  const t = useText();
  return (
    <>
      <div className="inspector-heading">
        <h3>{t('sequence.lastAct')}</h3>
      </div>
      <div className="inspector-panel">
        <Sequence subject={undefined} inspected={inspected} />
      </div>
    </>
  );
}

function Heading({ subject }: { readonly subject: Subject }) {
  const t = useText();
  const { ref, process, record } = subject;
  const kind =
    record === undefined
      ? t(ref ? nounOf(ref.resource) : 'inspector.component', {})
      : t(record.type === 'hop' ? 'inspector.message' : record.type === 'span' ? 'inspector.work' : 'state.revision');
  const name = record ? t('why.record', { id: record.id }) : (ref?.name ?? process ?? '');
  return (
    <div className="inspector-heading">
      <span className="inspector-kind">
        <Glossed text={kind} />
      </span>
      <h3 className="mono">{name}</h3>
      {record && ref && (
        <p className="inspector-about">{t('inspector.objectOf', { kind: t(nounOf(ref.resource)), name: ref.name })}</p>
      )}
    </div>
  );
}

/** Takes the focus when the drawer opens, without a frame around it, and gives it back when it closes. */
function useFocusWhileOpen() {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    section.current?.focus({ preventScroll: true });
    return () => {
      const now = document.activeElement;
      const lost = now === null || now === document.body || now.closest('.drawer-right') !== null;
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return section;
}
