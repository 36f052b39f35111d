import { useEffect } from 'react';
import { domAnimation, LazyMotion, m, AnimatePresence, MotionConfig } from 'framer-motion';
import type { ClusterConnection } from '../../client/index.ts';
import { translate } from '../../i18n/index.ts';
import type { BootOptions } from '../../protocol/index.ts';
import { BranchesContext, Stages, useFirstBranch } from '../branch/index.ts';
import { NarratorLine } from '../narrator/index.ts';
import { SessionContext, useSessionState, type Session } from '../store/index.ts';
import { consoleApi } from './console-api.ts';
import { useContextMenu } from './context/index.ts';
import { CrashScreen } from './crash-screen.tsx';
import { Drawer, DrawerPane, LeftDrawer, RightEdge } from './drawers.tsx';
import { runFrames } from './frames.ts';
import { Header } from './header.tsx';
import { KeyListLayer } from './key-list/index.tsx';
import { useLayoutHistory } from './use-layout-history.ts';
import { Menus } from './menu/index.tsx';
import { Notice } from './notice.tsx';
import { notify } from './perform.ts';
import { PaletteLayer } from './palette/index.tsx';
import { keepFor, show, type Opening } from './share/index.ts';
import { hasSlot, Slot, warmUp } from './slots.tsx';
import { Transport } from './transport.tsx';
import { setLanguage, setTheme, setUi, useText, useUi } from './ui-state.ts';
import { useKeys } from './use-keys.ts';
import '../kit/base.css';
import '../kit/tokens.css';
import './app.css';
import './drawer.css';
import './narrow.css';

/** So long after somebody has touched the page, what is likely to be opened next is fetched. */
const REST_MS = 1_500;

export interface AppProps {
  readonly connection: ClusterConnection;
  /** One more cluster, for a history that parts from the first. */
  readonly connect: () => ClusterConnection;
  readonly boot: BootOptions;
  /** Virtual time to which the cluster runs before anybody looks. */
  readonly settleTo?: number;
  /** The start screen is shown first. */
  readonly start?: boolean;
  /** What the address or this machine's memory asks for. */
  readonly opening?: Opening;
  /** What is done is kept on this machine. */
  readonly keeps?: boolean;
}

export function App({ connection, connect, boot, settleTo = 0, start = false, opening, keeps = false }: AppProps) {
  const { branches, session } = useFirstBranch(connection, connect);
  // The clock and the console belong to the history that is in hand.
  useEffect(() => {
    window.orrery = consoleApi(session);
    return runFrames(session);
  }, [session]);
  useEffect(() => {
    const session = branches.focused;
    setTheme(useUi.getState().theme);
    setLanguage(useUi.getState().language);
    setUi({ startOpen: start && hasSlot('StartScreen') });
    void begin(session, boot, settleTo, opening);
    const stopKeeping = keeps ? keepFor(session) : undefined;
    const stopWarming = warmWhenUsed(session);
    return () => {
      stopWarming();
      stopKeeping?.();
    };
  }, [branches, boot, settleTo, start, opening, keeps]);
  return (
    <BranchesContext value={branches}>
      <SessionContext value={session}>
        <LazyMotion features={domAnimation} strict>
          <MotionConfig reducedMotion="user">
            <Page />
          </MotionConfig>
        </LazyMotion>
      </SessionContext>
    </BranchesContext>
  );
}

/** The terminal is large and should open at once; a page that nobody touches needs none. */
function warmWhenUsed(session: Session): () => void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  const touched = new AbortController();
  const warm = (): void => {
    touched.abort();
    rest = setTimeout(() => {
      warmUp('terminal');
      void import('../terminal/machine.ts').then(({ machineOf }) => machineOf(session));
    }, REST_MS);
  };
  for (const event of ['pointerdown', 'pointermove', 'keydown'] as const)
    window.addEventListener(event, warm, { signal: touched.signal, passive: true });
  return () => {
    touched.abort();
    clearTimeout(rest);
  };
}

/** A new cluster that runs, or one that stands where somebody left it. */
async function begin(session: Session, boot: BootOptions, settleTo: number, opening: Opening): Promise<void> {
  if (opening?.type === 'broken') notify(translate(useUi.getState().language, 'share.broken'));
  if (opening?.type !== 'shared' && opening?.type !== 'kept') {
    await session.boot(boot, settleTo);
    session.player.play();
    return;
  }
  await session.boot(opening.session.boot, opening.session.at);
  const { edge } = session.player;
  show(session, opening.session);
  if (opening.type === 'kept' && opening.session.at >= edge) session.player.play();
}

function Page() {
  useKeys();
  useContextMenu();
  useLayoutHistory();
  const t = useText();
  const phase = useSessionState((state) => state.phase);
  const { projector, editorOpen, terminalOpen, inspectorOpen, startOpen } = useUi();
  return (
    <div className="page" data-phase={phase} data-projector={projector || undefined}>
      {!projector && <Header />}
      <main className="stage">
        {projector && <h1 className="hidden">{t('app.title')}</h1>}
        <div
          className="map-frame"
          data-left={((editorOpen || terminalOpen) && !projector) || undefined}
          data-right={(inspectorOpen && !projector) || undefined}
        >
          <Stages />
        </div>
        <LeftDrawer editor={editorOpen && !projector} terminal={terminalOpen && !projector} />
        <Drawer side="right" open={inspectorOpen && !projector} label={t('app.inspector')}>
          <DrawerPane label={t('app.inspector')} onClose={closeInspector}>
            <Slot name="Inspector" />
          </DrawerPane>
          <RightEdge />
        </Drawer>
        {phase === 'booting' && <p className="booting">{t('app.booting')}</p>}
      </main>
      <footer className="deck" ref={measureDeck}>
        <div className="deck-line">
          <NarratorLine />
          <Transport />
        </div>
        <Slot name="Timeline" />
      </footer>
      <AnimatePresence>{startOpen && <StartLayer key="start" />}</AnimatePresence>
      <KeyListLayer />
      {phase === 'crashed' && <CrashScreen />}
      <Notice />
      <Menus />
      <PaletteLayer />
    </div>
  );
}

/** What floats above the deck has to know how tall it is. */
function measureDeck(deck: HTMLElement | null): (() => void) | undefined {
  if (!deck) return undefined;
  const observer = new ResizeObserver(() =>
    document.documentElement.style.setProperty('--deck-height', `${deck.offsetHeight}px`),
  );
  observer.observe(deck);
  return () => observer.disconnect();
}

function closeInspector(): void {
  setUi({ inspectorOpen: false });
}

function StartLayer() {
  return (
    <m.div className="start-layer" initial={{ opacity: 0 }} animate={{ opacity: 1 }} exit={{ opacity: 0 }}>
      <Slot name="StartScreen" />
    </m.div>
  );
}
