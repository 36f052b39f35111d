import { useEffect } from 'react';
import { keys } from '../app/keys.ts';
import { useText } from '../app/ui-state.ts';
import { askForBranch } from '../branch/index.ts';
import { BranchMenu } from '../branch/branch-menu.tsx';
import { Button } from '../kit/index.ts';
import { useSession, useSessionState } from '../store/index.ts';

interface Props {
  readonly open: boolean;
  readonly compress: boolean;
  readonly onUnfold: () => void;
  readonly onCompress: () => void;
  readonly onAll: () => void;
}

/** What can be done with time itself: look at it more closely, hold a moment fast, and part from it. */
export function Tools({ open, compress, onUnfold, onCompress, onAll }: Props) {
  const t = useText();
  const session = useSession();
  const { player } = session;
  const pinned = useSessionState((state) => state.pinned !== undefined);
  useEffect(() => {
    const pin = (): void =>
      session.pin(session.store.getState().pinned === undefined ? session.player.playhead : undefined);
    return keys.add([
      { key: 'b', message: 'branch.fromHere', run: () => askForBranch(session.player.playhead) },
      { key: 'a', message: 'moments.pin', run: pin },
    ]);
  }, [session]);
  return (
    <div className="timeline-tools" role="toolbar" aria-label={t('timeline.title')}>
      <Button glyph="menu" shape="round" label={t('timeline.tracks')} pressed={open} onClick={onUnfold} />
      <Button glyph="backoff" shape="round" label={t('timeline.compress')} pressed={compress} onClick={onCompress} />
      <Button glyph="lens" shape="round" label={t('timeline.all')} onClick={onAll} />
      <Button
        glyph="pin"
        shape="round"
        label={t(pinned ? 'moments.unpin' : 'moments.pin')}
        shortcut="A"
        pressed={pinned}
        onClick={() => session.pin(pinned ? undefined : player.playhead)}
      />
      <Button
        glyph="branch"
        shape="round"
        label={t('branch.fromHere')}
        shortcut="B"
        onClick={() => askForBranch(player.playhead)}
      />
      <BranchMenu />
    </div>
  );
}
