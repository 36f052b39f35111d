import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { clockText } from '../app/clock-text.ts';
import { useText } from '../app/ui-state.ts';
import { Button } from '../kit/index.ts';
import { useSession } from '../store/index.ts';
import type { ActAgain, RecordedInput } from '../../protocol/index.ts';
import { actText } from './act-text.ts';
import { useBranchUi } from './branch-ui.ts';
import { useBranches } from './context.ts';

/** How a branch goes on: its name, and which of the later acts are done again in it. */
export function BranchDialog() {
  const at = useBranchUi((state) => state.partingAt);
  const close = (): void => useBranchUi.setState({ partingAt: undefined });
  return (
    <Dialog.Root open={at !== undefined} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="branch-layer" />
        <Dialog.Content className="branch-dialog panel">
          {at !== undefined && <Form at={at} close={close} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Form({ at, close }: { readonly at: number; readonly close: () => void }) {
  const t = useText();
  const branches = useBranches();
  const [name, setName] = useState('');
  const later = useLaterActs(at);
  const [again, setAgain] = useState<ReadonlySet<number>>(new Set());
  const make = (): void => {
    close();
    void branches.part({
      at,
      again: later.filter((_, i) => again.has(i)),
      // One that is left out among others that are done again is what the branch is about.
      without: again.size === 0 ? [] : later.filter((_, i) => !again.has(i)),
      ...(name.trim() === '' ? {} : { name: name.trim() }),
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!branches.full) make();
      }}
    >
      <Dialog.Title>{t('branch.title', { time: clockText(at, 3) })}</Dialog.Title>
      <Dialog.Description>{t(branches.full ? 'branch.full' : 'branch.fromHere.hint')}</Dialog.Description>
      <label className="branch-field">
        <span>{t('branch.label')}</span>
        <input value={name} placeholder={t('branch.placeholder')} onChange={({ target }) => setName(target.value)} />
      </label>
      <LaterActs later={later} again={again} setAgain={setAgain} />
      <div className="branch-ways">
        <Button label={t('app.close')} onClick={close} />
        <button type="submit" className="button" data-tone="brass" disabled={branches.full}>
          {t('branch.make')}
        </button>
      </div>
    </form>
  );
}

interface LaterProps {
  readonly later: readonly ActAgain[];
  readonly again: ReadonlySet<number>;
  readonly setAgain: (again: ReadonlySet<number>) => void;
}

function LaterActs({ later, again, setAgain }: LaterProps) {
  const t = useText();
  if (later.length === 0) return <p className="branch-note">{t('branch.later.none')}</p>;
  const all = again.size === later.length;
  return (
    <fieldset className="branch-later">
      <legend>{t('branch.later')}</legend>
      <div className="branch-later-head">
        <p className="branch-note">{t('branch.later.hint')}</p>
        <Button
          label={t(all ? 'branch.later.nothing' : 'branch.later.all')}
          onClick={() => setAgain(new Set(all ? [] : later.keys()))}
        />
      </div>
      <ul>
        {later.map((act, i) => (
          <li key={i}>
            <label>
              <input
                type="checkbox"
                checked={again.has(i)}
                onChange={({ target: { checked } }) => {
                  const next = new Set(again);
                  if (checked) next.add(i);
                  else next.delete(i);
                  setAgain(next);
                }}
              />
              <span className="mono">{clockText(act.at, 3)}</span>
              <span>{actText(t, act)}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** What a person did after a moment and could do again. */
function useLaterActs(at: number): readonly ActAgain[] {
  const { connection } = useSession();
  const [later, setLater] = useState<readonly ActAgain[]>([]);
  useEffect(() => {
    let open = true;
    void connection.inputs().then((inputs) => open && setLater(actsAfter(inputs, at)));
    return () => {
      open = false;
    };
  }, [connection, at]);
  return later;
}

/** Faults, and requests that write; what was said into a stream belongs to an answer that may never come again. */
export function actsAfter(inputs: readonly RecordedInput[], moment: number): readonly ActAgain[] {
  return inputs.flatMap(({ at, input }): readonly ActAgain[] => {
    if (at <= moment) return [];
    if ('fault' in input) return [{ at, input }];
    if (!('fetch' in input) || input.fetch.method === 'GET' || !input.fetch.url.startsWith('/')) return [];
    return /\/(exec|attach|portforward)(\?|$)/.test(input.fetch.url) ? [] : [{ at, input: { fetch: input.fetch } }];
  });
}
