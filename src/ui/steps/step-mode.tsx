import { lazy, Suspense, useEffect, useState } from 'react';
import { keys } from '../app/keys.ts';
import { notify } from '../app/perform.ts';
import { useText } from '../app/ui-state.ts';
import { Button, Glyph } from '../kit/index.ts';
import { useSession } from '../store/index.ts';
import { step } from './go.ts';
import { STEPS, type StepKind } from './moments.ts';
import { useStepKind } from './step-store.ts';
import './steps.css';

const UntilPopover = lazy(async () => ({ default: (await import('./until-popover.tsx')).UntilPopover }));

/** One step, by whatever the buttons go by; where there is none, that is said. */
function useStep(): (kind: StepKind, forward: boolean) => void {
  const t = useText();
  const session = useSession();
  return (kind, forward) =>
    void step(session, kind, forward).then((done) => {
      if (done) return;
      const needs = kind === 'object' && session.store.getState().selection?.type !== 'object';
      notify(t(needs ? 'step.selectFirst' : 'step.none', { what: t(`step.${kind}`) }));
    });
}

/** The two step buttons' own place: `direction` says which. */
export function StepButton({ forward }: { readonly forward: boolean }) {
  const t = useText();
  const take = useStep();
  const kind = useStepKind((state) => state.kind);
  const word = t(forward ? 'transport.stepForward' : 'transport.stepBack');
  return (
    <Button
      glyph={forward ? 'forward' : 'back'}
      shape="round"
      label={kind === 'telling' ? word : `${word}: ${t(`step.${kind}`)}`}
      {...(kind === 'telling' ? { shortcut: forward ? '→' : '←' } : {})}
      onClick={() => take(kind, forward)}
    />
  );
}

/** By what the step buttons go, and until when time should run. */
export function StepMode() {
  const t = useText();
  const kind = useStepKind((state) => state.kind);
  const [opened, setOpened] = useState(false);
  return (
    <span className="step-mode">
      <label>
        <span className="hidden">{t('step.by')}</span>
        <select
          value={kind}
          title={t('step.by')}
          onChange={({ target }) => useStepKind.setState({ kind: target.value as StepKind })}
        >
          {STEPS.map((one) => (
            <option key={one} value={one}>
              {t(`step.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {opened ? (
        <Suspense fallback={<UntilFace />}>
          <UntilPopover />
        </Suspense>
      ) : (
        <UntilFace onClick={() => setOpened(true)} />
      )}
    </span>
  );
}

function UntilFace({ onClick }: { readonly onClick?: () => void }) {
  const t = useText();
  return (
    <button
      type="button"
      className="button"
      data-shape="round"
      title={t('until.title')}
      aria-label={t('until.title')}
      aria-haspopup="dialog"
      onClick={onClick}
    >
      <Glyph name="until" />
    </button>
  );
}

/** Full stop and comma go record by record; Shift with an arrow to the next change of what is selected. */
export function StepKeys() {
  const take = useStep();
  useEffect(() =>
    keys.add([
      { key: '.', message: 'step.key.record', run: () => take('record', true) },
      { key: ',', message: 'step.key.recordBack', run: () => take('record', false) },
      { key: 'Shift+ArrowRight', message: 'step.key.object', run: () => take('object', true) },
      { key: 'Shift+ArrowLeft', message: 'step.key.objectBack', run: () => take('object', false) },
    ]),
  );
  return null;
}
