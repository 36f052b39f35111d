import { lazy, Suspense, useEffect, useRef } from 'react';
import { Stage } from '../canvas/index.ts';
import { useText } from '../app/ui-state.ts';
import { Glyph } from '../kit/index.ts';
import { SessionContext, useSessionState } from '../store/index.ts';
import { useBranchUi } from './branch-ui.ts';
import type { Branch } from './branches.ts';
import { useBranches, useBranchesState } from './context.ts';
import { useBranchName } from './names.ts';
import './branch.css';

const Dock = lazy(async () => ({ default: (await import('./dock.tsx')).Dock }));
const BranchDialog = lazy(async () => ({ default: (await import('./branch-dialog.tsx')).BranchDialog }));

/** The stage of the history that is shown, or two side by side. What is drawn stays mounted while a second comes and goes. */
export function Stages() {
  const { all, shown, focused } = useBranchesState((state) => state);
  const pinned = useSessionState((state) => state.pinned !== undefined);
  const parting = useBranchUi((state) => state.partingAt !== undefined);
  const panes = shown.flatMap((id) => all.find((branch) => branch.id === id) ?? []);
  return (
    <div className="histories">
      <div className="panes" data-count={panes.length}>
        {panes.map((branch) => (
          <Pane key={branch.id} branch={branch} alone={panes.length === 1} focused={branch.id === focused} />
        ))}
      </div>
      {(panes.length > 1 || pinned) && (
        <Suspense fallback={null}>
          <Dock />
        </Suspense>
      )}
      {parting && (
        <Suspense fallback={null}>
          <BranchDialog />
        </Suspense>
      )}
    </div>
  );
}

interface PaneProps {
  readonly branch: Branch;
  readonly alone: boolean;
  readonly focused: boolean;
}

/** One stage; beside another it has a title, and whoever touches it has it in hand. */
function Pane({ branch, alone, focused }: PaneProps) {
  const branches = useBranches();
  const t = useText();
  const name = useBranchName();
  const pane = useRef<HTMLElement>(null);
  const { id, session, opening } = branch;
  useEffect(() => {
    const element = pane.current;
    if (!element || alone) return;
    // Before the click itself arrives: what it does is done to this one.
    const take = (): void => branches.focus(id);
    element.addEventListener('pointerdown', take, { capture: true });
    element.addEventListener('focusin', take);
    return () => {
      element.removeEventListener('pointerdown', take, { capture: true });
      element.removeEventListener('focusin', take);
    };
  }, [branches, id, alone]);
  if (!session) return null;
  return (
    <section
      ref={pane}
      className="pane"
      data-branch={id}
      data-focused={(focused && !alone) || undefined}
      aria-label={alone ? undefined : name(branch)}
    >
      {!alone && <PaneTitle branch={branch} focused={focused} />}
      <SessionContext value={session}>
        <div className="pane-stage">
          {opening ? (
            <p className="pane-opening" role="status">
              <Glyph name="backoff" />
              {t('branch.opening')}
            </p>
          ) : (
            <Stage />
          )}
        </div>
      </SessionContext>
    </section>
  );
}

function PaneTitle({ branch, focused }: { readonly branch: Branch; readonly focused: boolean }) {
  const t = useText();
  const name = useBranchName();
  const branches = useBranches();
  return (
    <header className="pane-title">
      <button
        type="button"
        className="pane-name"
        aria-pressed={focused}
        title={t('branch.focus')}
        onClick={() => branches.focus(branch.id)}
      >
        <Glyph name={branch.parent === undefined ? 'live' : 'branch'} />
        <strong>{name(branch)}</strong>
        {focused && <span className="pane-hand">{t('branch.inHand')}</span>}
      </button>
      <button
        type="button"
        className="button"
        data-shape="round"
        aria-label={t('branch.showAlone', { name: name(branch) })}
        title={t('branch.showAlone', { name: name(branch) })}
        onClick={() => branches.alone(branch.id)}
      >
        <Glyph name="screen" />
      </button>
    </header>
  );
}
