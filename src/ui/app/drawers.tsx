import { useEffect, useRef, useState, type ReactNode } from 'react';
import { AnimatePresence, m } from 'framer-motion';
import { Button } from '../kit/index.ts';
import { Slot } from './slots.tsx';
import { Separator } from './separator.tsx';
import { drawerSizes, useDrawerSizes } from './drawer-sizes.ts';
import { useText } from './ui-state.ts';

interface DrawerProps {
  readonly side: 'left' | 'right';
  readonly open: boolean;
  readonly label: string;
  readonly children: ReactNode;
}

/** Slides in beside the map, which makes room where there is some: whatever is sent or asked about stays in sight. */
export function Drawer({ side, open, label, children }: DrawerProps) {
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
          {children}
        </m.aside>
      )}
    </AnimatePresence>
  );
}

interface PaneProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function DrawerPane({ label, onClose, children }: PaneProps) {
  const t = useText();
  return (
    <>
      <header className="drawer-head">
        <h2>{label}</h2>
        <Button glyph="close" shape="round" label={t('app.close')} onClick={onClose} />
      </header>
      <div className="drawer-body">{children}</div>
    </>
  );
}

/** Editor above, terminal below, each with or without the other; its width and the line between them can be moved. */
export function LeftDrawer({ editor, terminal }: { readonly editor: boolean; readonly terminal: boolean }) {
  const t = useText();
  const { share } = useDrawerSizes();
  const both = editor && terminal;
  return (
    <Drawer side="left" open={editor || terminal} label={t(editor ? 'app.editor' : 'app.terminal')}>
      {editor && (
        <div
          className="drawer-part"
          data-half={both || undefined}
          style={both ? { flex: `${1 - share} 1 0` } : undefined}
        >
          <div className="drawer-body">
            <Slot name="EditorDrawer" />
          </div>
        </div>
      )}
      {both && (
        <Separator
          direction="horizontal"
          label={t('terminal.split')}
          value={share}
          onMove={(value) => drawerSizes.setShare(value)}
          onReset={() => drawerSizes.reset('share')}
        />
      )}
      {terminal && (
        <div className="drawer-part" style={both ? { flex: `${share} 1 0` } : undefined}>
          <Slot name="TerminalDrawer" />
        </div>
      )}
      <LeftEdge />
    </Drawer>
  );
}

function LeftEdge() {
  const t = useText();
  const { width } = useDrawerSizes();
  return (
    <Separator
      direction="vertical"
      label={t('terminal.resize')}
      value={width}
      onMove={(value) => drawerSizes.setWidth(value)}
      onReset={() => drawerSizes.reset('width')}
    />
  );
}

/** The line along the right drawer. Untouched, the drawer is as wide as what it shows wants. */
export function RightEdge() {
  const t = useText();
  const { right } = useDrawerSizes();
  const edge = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState(0.3);
  useEffect(() => {
    const drawer = edge.current?.closest<HTMLElement>('.drawer');
    if (!drawer) return undefined;
    const observer = new ResizeObserver(() => setMeasured(drawer.offsetWidth / innerWidth));
    observer.observe(drawer);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="drawer-edge" ref={edge}>
      <Separator
        direction="vertical"
        side="right"
        label={t('inspector.resize')}
        value={right ?? measured}
        onMove={(value) => drawerSizes.setRight(value)}
        onReset={() => drawerSizes.reset('right')}
      />
    </div>
  );
}
