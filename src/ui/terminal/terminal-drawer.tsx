import { useCallback, useEffect, useRef, useState } from 'react';
import type { LearnerMachine } from '../../terminal/index.ts';
import { setUi, useText } from '../app/ui-state.ts';
import { Button, Glyph } from '../kit/index.ts';
import { useSession } from '../store/index.ts';
import { machineOf } from './machine.ts';
import { changeFontSize, setScreenReader, usePreferences } from './preferences.ts';
import { TabView } from './tab-view.ts';
import { activateTab, closeTab, MOST_TABS, openTab, useTabs } from './tabs.ts';
import './terminal.css';

/** The terminal's place in the left drawer: its tabs, and the screen of the one in front. */
export function TerminalDrawer() {
  const t = useText();
  const machine = useMachine();
  const { tabs, active } = useTabs();
  const open = useOpening(machine);
  useEffect(() => {
    if (machine && useTabs.getState().tabs.length === 0) open();
  }, [machine, open]);
  usePreferred();
  return (
    <section className="terminal" aria-label={t('terminal.title')}>
      <div className="terminal-head">
        <nav className="terminal-tabs" aria-label={t('terminal.tabs')}>
          {tabs.map(({ number }) => (
            <TabButton key={number} number={number} active={number === active} />
          ))}
          <button
            type="button"
            className="terminal-new"
            aria-label={t('terminal.new')}
            title={t('terminal.new')}
            disabled={!machine || tabs.length >= MOST_TABS}
            onClick={open}
          >
            <Glyph name="plus" />
          </button>
        </nav>
        <TerminalTools />
      </div>
      <Screens />
      {tabs.length === 0 && <p className="terminal-loading">{t('terminal.loading')}</p>}
    </section>
  );
}

function TabButton({ number, active }: { readonly number: number; readonly active: boolean }) {
  const t = useText();
  return (
    <span className="terminal-tab" data-active={active || undefined}>
      <button type="button" aria-current={active ? 'page' : undefined} onClick={() => activateTab(number)}>
        {t('terminal.tab', { number })}
      </button>
      <button
        type="button"
        className="terminal-tab-close"
        aria-label={t('terminal.close', { number })}
        title={t('terminal.close', { number })}
        onClick={() => end(number)}
      >
        <Glyph name="close" />
      </button>
    </span>
  );
}

function TerminalTools() {
  const t = useText();
  const { screenReader } = usePreferences();
  return (
    <div className="terminal-tools">
      <Button glyph="minus" shape="round" label={t('terminal.smaller')} onClick={() => changeFontSize(-1)} />
      <Button glyph="plus" shape="round" label={t('terminal.larger')} onClick={() => changeFontSize(1)} />
      <button
        type="button"
        className="button"
        data-shape="round"
        aria-label={t('terminal.reader')}
        aria-pressed={screenReader}
        title={`${t('terminal.reader')}: ${t('terminal.reader.hint')}`}
        onClick={() => setScreenReader(!screenReader)}
      >
        <Glyph name="reader" />
      </button>
      <Button glyph="close" shape="round" label={t('app.close')} onClick={() => setUi({ terminalOpen: false })} />
    </div>
  );
}

/** xterm.js draws into an element of its own, which is put here while its tab is in front. */
function Screens() {
  const place = useRef<HTMLDivElement>(null);
  const { tabs, active } = useTabs();
  const view = tabs.find(({ number }) => number === active)?.view;
  useEffect(() => {
    if (!place.current || !view) return;
    place.current.replaceChildren(view.element);
    view.fit();
    view.focus();
    return () => view.element.remove();
  }, [view]);
  return <div className="terminal-place" ref={place} />;
}

function useMachine(): LearnerMachine | undefined {
  const session = useSession();
  const [machine, setMachine] = useState<LearnerMachine>();
  useEffect(() => {
    let there = true;
    void machineOf(session).then((made) => {
      if (there) setMachine(made);
    });
    return () => {
      there = false;
    };
  }, [session]);
  return machine;
}

function useOpening(machine: LearnerMachine | undefined): () => void {
  const t = useText();
  const words = useRef(t);
  useEffect(() => {
    words.current = t;
    for (const { number, view } of useTabs.getState().tabs) view.label(t('terminal.label', { number }));
  }, [t]);
  return useCallback(() => {
    if (!machine) return;
    openTab(
      (number) =>
        new TabView(machine, usePreferences.getState(), {
          label: words.current('terminal.label', { number }),
          greeting: number === 1 ? words.current('terminal.welcome') : '',
          onExit: () => end(number),
          onLeave: leave,
        }),
    );
  }, [machine]);
}

/** The last terminal's end closes the drawer, as it closes a window. */
function end(number: number): void {
  if (closeTab(number) === 0) setUi({ terminalOpen: false });
}

function leave(): void {
  document.querySelector<HTMLElement>('.stage [tabindex="0"]')?.focus();
}

/** Letters, reading aloud and colours follow what the person likes. */
function usePreferred(): void {
  const preferences = usePreferences();
  useEffect(() => {
    for (const { view } of useTabs.getState().tabs) view.prefer(preferences);
  }, [preferences]);
  useEffect(() => {
    const repaint = (): void => {
      for (const { view } of useTabs.getState().tabs) view.repaint();
    };
    document.addEventListener('orrery:theme', repaint);
    return () => document.removeEventListener('orrery:theme', repaint);
  }, []);
}
