import { useEffect, useMemo, type ReactNode } from 'react';
import { clockText } from '../app/clock-text.ts';
import { useText } from '../app/ui-state.ts';
import { Button } from '../kit/index.ts';
import { usePlayhead, useSession, useSessionState, World, type Session } from '../store/index.ts';
import type { MessageId } from '../../i18n/index.ts';
import { Differences, type Difference, type KindDifferences } from './differences.ts';
import { DifferenceList } from './difference-list.tsx';
import { useBranches, useBranchesState } from './context.ts';
import { useBranchName } from './names.ts';
import { useBranchUi } from './branch-ui.ts';

/** What the three kinds of difference are called here. */
export type Whereabouts = Readonly<Record<Difference['where'], string>>;

/** Beneath the stage: what differs between two histories at the playhead, or between a pinned moment and the playhead. */
export function Dock() {
  const { all, shown } = useBranchesState((state) => state);
  const pinned = useSessionState((state) => state.pinned);
  const [left, right] = shown.map((id) => all.find((branch) => branch.id === id)?.session);
  const opening = all.some((branch) => shown.some((id) => id === branch.id) && branch.opening);
  if (left && right) return opening ? null : <BetweenBranches left={left} right={right} />;
  return pinned === undefined ? null : <BetweenMoments pinned={pinned} />;
}

function BetweenBranches({ left, right }: { readonly left: Session; readonly right: Session }) {
  const t = useText();
  const name = useBranchName();
  const branches = useBranches();
  const { all, shown, focused } = useBranchesState((state) => state);
  usePlayhead(3);
  const differences = useMemo(() => new Differences(), []);
  const kinds = differences.between(left.world, right.world, [...left.mirror.resources, ...right.mirror.resources]);
  const [one, other] = shown.map((id) => all.find((branch) => branch.id === id));
  if (!one || !other) return null;
  const words: Whereabouts = {
    left: t('branch.left', { name: name(one) }),
    right: t('branch.right', { name: name(other) }),
    both: t('branch.both'),
  };
  const select = ({ ref, where }: Difference): void => {
    if (where !== 'both') branches.focus(where === 'left' ? one.id : other.id);
    branches.focused.select({ type: 'object', ref });
  };
  return (
    <Frame title={t('branch.differences')} same="branch.same" kinds={kinds} words={words} select={select}>
      <Button glyph="close" label={t('branch.end')} onClick={() => branches.alone(focused)} />
    </Frame>
  );
}

/** The world as it was at the pinned moment stands still; that at the playhead moves. */
function BetweenMoments({ pinned }: { readonly pinned: number }) {
  const t = useText();
  const session = useSession();
  const { player, mirror, world } = session;
  const playhead = usePlayhead(3);
  const then = useWorldAt(session, pinned);
  const differences = useMemo(() => new Differences(), []);
  const backwards = playhead < pinned;
  const [from, to] = backwards ? [world, then] : [then, world];
  const kinds = differences.between(from, to, mirror.resources);
  const words: Whereabouts = { left: t('moments.removed'), right: t('moments.added'), both: t('moments.changed') };
  const [a, b] = backwards ? [playhead, pinned] : [pinned, playhead];
  return (
    <Frame
      title={t('moments.title', { a: clockText(a, 3), b: clockText(b, 3) })}
      same="moments.same"
      kinds={kinds}
      words={words}
      select={({ ref }) => session.select({ type: 'object', ref })}
    >
      <Button glyph="pin" label={t('moments.goA')} onClick={() => player.seek(pinned)} />
      <Button glyph="close" label={t('moments.unpin')} onClick={() => session.pin(undefined)} />
    </Frame>
  );
}

function useWorldAt({ mirror }: Session, time: number): World {
  const world = useMemo(() => {
    const made = new World(mirror);
    made.seek(time);
    return made;
  }, [mirror, time]);
  useEffect(() => () => world.close(), [world]);
  return world;
}

interface FrameProps {
  readonly title: string;
  readonly same: MessageId;
  readonly kinds: readonly KindDifferences[];
  readonly words: Whereabouts;
  readonly select: (difference: Difference) => void;
  readonly children: ReactNode;
}

function Frame({ title, same, kinds, words, select, children }: FrameProps) {
  const t = useText();
  const open = useBranchUi((state) => state.listOpen);
  const count = kinds.reduce((sum, { differences }) => sum + differences.length, 0);
  return (
    <section className="changes-dock panel" aria-label={title} data-open={open || undefined}>
      <header>
        <Button
          glyph={open ? 'down' : 'up'}
          shape="round"
          label={t(open ? 'changes.fold' : 'changes.unfold')}
          aria-expanded={open}
          onClick={() => useBranchUi.setState({ listOpen: !open })}
        />
        <h2>{title}</h2>
        <span className="changes-count" role="status">
          {count === 0 ? t(same) : t('branch.count', { count })}
        </span>
        <span className="changes-ways">{children}</span>
      </header>
      {open && count > 0 && <DifferenceList kinds={kinds} words={words} select={select} />}
    </section>
  );
}
