import { useEffect, useMemo } from 'react';
import { domAnimation, LazyMotion, m, AnimatePresence, MotionConfig } from 'framer-motion';
import type { ClusterConnection } from '../../client/index.ts';
import type { BootOptions } from '../../protocol/index.ts';
import { ClusterMap } from '../canvas/index.ts';
import { Button } from '../kit/index.ts';
import { NarratorLine } from '../narrator/index.ts';
import { Session, SessionContext, useSessionState } from '../store/index.ts';
import { consoleApi } from './console-api.ts';
import { CrashScreen } from './crash-screen.tsx';
import { runFrames } from './frames.ts';
import { Header } from './header.tsx';
import { KeyList } from './key-list.tsx';
import { Notice } from './notice.tsx';
import { hasSlot, Slot } from './slots.tsx';
import { Transport } from './transport.tsx';
import { setLanguage, setTheme, setUi, useText, useUi } from './ui-state.ts';
import { useKeys } from './use-keys.ts';
import '../kit/base.css';
import '../kit/tokens.css';
import './app.css';
import './drawer.css';

export interface AppProps {
  readonly connection: ClusterConnection;
  readonly boot: BootOptions;
  /** Virtual time to which the cluster runs before anybody looks. */
  readonly settleTo?: number;
  /** The start screen is shown first. */
  readonly start?: boolean;
}

export function App({ connection, boot, settleTo = 0, start = false }: AppProps) {
  const session = useMemo(() => new Session(connection), [connection]);
  useEffect(() => {
    setTheme(useUi.getState().theme);
    setLanguage(useUi.getState().language);
    setUi({ startOpen: start && hasSlot('StartScreen') });
    window.orrery = consoleApi(session);
    const stop = runFrames(session);
    void session.boot(boot, settleTo).then(() => session.player.play());
    return stop;
  }, [session, boot, settleTo, start]);
  return (
    <SessionContext value={session}>
      <LazyMotion features={domAnimation} strict>
        <MotionConfig reducedMotion="user">
          <Page />
        </MotionConfig>
      </LazyMotion>
    </SessionContext>
  );
}

function Page() {
  useKeys();
  const t = useText();
  const phase = useSessionState((state) => state.phase);
  const { projector, editorOpen, inspectorOpen, startOpen, keysOpen } = useUi();
  return (
    <div className="page" data-phase={phase} data-projector={projector || undefined}>
      {!projector && <Header />}
      <main className="stage">
        <div
          className="map-frame"
          data-left={(editorOpen && !projector) || undefined}
          data-right={(inspectorOpen && !projector) || undefined}
        >
          <ClusterMap />
        </div>
        <Drawer
          side="left"
          open={editorOpen && !projector}
          label={t('app.editor')}
          onClose={() => setUi({ editorOpen: false })}
        >
          <Slot name="EditorDrawer" />
        </Drawer>
        <Drawer side="right" open={inspectorOpen && !projector} label={t('app.inspector')} onClose={closeInspector}>
          <Slot name="Inspector" />
        </Drawer>
        {phase === 'booting' && <p className="booting">{t('app.booting')}</p>}
      </main>
      <footer className="deck">
        <div className="deck-line">
          <NarratorLine />
          <Transport />
        </div>
        <Slot name="Timeline" />
      </footer>
      <AnimatePresence>{startOpen && <StartLayer key="start" />}</AnimatePresence>
      {keysOpen && <KeyList />}
      {phase === 'crashed' && <CrashScreen />}
      <Notice />
    </div>
  );
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

interface DrawerProps {
  readonly side: 'left' | 'right';
  readonly open: boolean;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}

/** Slides in beside the map, which makes room where there is some: whatever is sent or asked about stays in sight. */
function Drawer({ side, open, label, onClose, children }: DrawerProps) {
  const t = useText();
  const away = side === 'left' ? '-100%' : '100%';
  return (
    <AnimatePresence>
      {open && (
        <m.aside
          className={`drawer panel drawer-${side}`}
          aria-label={label}
          initial={{ x: away }}
          animate={{ x: 0 }}
          exit={{ x: away }}
          transition={{ duration: 0.22, ease: [0.2, 0.7, 0.3, 1] }}
        >
          <header className="drawer-head">
            <h2>{label}</h2>
            <Button glyph="close" shape="round" label={t('app.close')} onClick={onClose} />
          </header>
          <div className="drawer-body">{children}</div>
        </m.aside>
      )}
    </AnimatePresence>
  );
}
