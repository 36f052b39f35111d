import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useText } from '../app/ui-state.ts';
import type { Translate } from '../../i18n/index.ts';
import { Glyph } from '../kit/index.ts';
import { usePlayhead, useSelection, useSession, type Selection, type Session } from '../store/index.ts';
import { ROW } from './draw-tracks.ts';
import { podTrack, stretchAt } from './pod-track.ts';
import type { Row } from './rows.ts';
import { componentOf, hostOf } from './trace-index.ts';
import { openPod, turn } from './track-options.ts';
import { nextTurn } from './turns.ts';

/** Rows that are written above and below those in sight, so that scrolling meets no blanks. */
const MARGIN = 6;

interface Props {
  readonly rows: readonly Row[];
  /** What scrolls. */
  readonly frame: RefObject<HTMLDivElement | null>;
}

/**
 * The names of the tracks: a tree that arrows walk through. Only those in sight are written, so that thousands cost nothing. On a
 * track, Shift with an arrow takes the playhead to the next turn of its life, which is said.
 */
export function TrackList({ rows, frame }: Props) {
  const t = useText();
  const session = useSession();
  const [selection] = useSelection();
  // How each is at the playhead is part of its name.
  usePlayhead(2);
  const [from, to] = useWindow(rows.length, frame);
  const [focused, setFocused] = useState<string>();
  const [said, setSaid] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const wanted = useRef(false);
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === focused),
  );
  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });
  const focusRow = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    wanted.current = true;
    setFocused(row.id);
    reveal(frame.current, rows.indexOf(row));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const told = event.shiftKey ? turnBy(event.key, session, row, t) : undefined;
    if (told !== undefined) setSaid(told);
    else if (!walk(event.key, rows, at, focusRow)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div
        className="track-names"
        role="tree"
        aria-label={t('timeline.tracks')}
        ref={list}
        style={{ height: rows.length * ROW }}
        onKeyDown={onKeyDown}
      >
        {rows.slice(from, to).map((row, i) => (
          <TrackName
            key={row.id}
            row={row}
            top={(from + i) * ROW}
            tabbable={from + i === at}
            selected={isSelected(selection, row)}
            onFocus={() => setFocused(row.id)}
          />
        ))}
        {/* The one that keys go to stays, though it may be scrolled away. */}
        {rows[at] && (at < from || at >= to) && (
          <TrackName row={rows[at]} top={at * ROW} tabbable selected={false} onFocus={() => setFocused(rows[at]!.id)} />
        )}
      </div>
      <span className="hidden" role="status">
        {said}
      </span>
    </>
  );
}

function useWindow(count: number, frame: RefObject<HTMLDivElement | null>): readonly [number, number] {
  const [window, setWindow] = useState<readonly [number, number]>([0, 40]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = (): void => {
      const first = Math.max(0, Math.floor(element.scrollTop / ROW) - MARGIN);
      const last = Math.ceil((element.scrollTop + element.clientHeight) / ROW) + MARGIN;
      setWindow((now) => (now[0] === first && now[1] === last ? now : [first, last]));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [frame, count]);
  return window;
}

function reveal(frame: HTMLElement | null, index: number): void {
  if (!frame || index < 0) return;
  const top = index * ROW;
  if (top < frame.scrollTop) frame.scrollTop = top;
  else if (top + ROW > frame.scrollTop + frame.clientHeight) frame.scrollTop = top + ROW - frame.clientHeight;
}

/** Up, down, to the ends; right unfolds, left folds or goes to what it is in. */
function walk(key: string, rows: readonly Row[], at: number, focusRow: (index: number) => void): boolean {
  const row = rows[at]!;
  if (key === 'ArrowDown') focusRow(at + 1);
  else if (key === 'ArrowUp') focusRow(at - 1);
  else if (key === 'Home') focusRow(0);
  else if (key === 'End') focusRow(rows.length - 1);
  else if (key === 'ArrowRight' && row.type === 'group' && row.folded) turn(row.id);
  else if (key === 'ArrowRight' && row.type === 'pod' && !row.opened) openPod(row.life.key);
  else if (key === 'ArrowLeft' && row.type === 'group' && !row.folded) turn(row.id);
  else if (key === 'ArrowLeft' && row.type === 'pod' && row.opened) openPod(row.life.key);
  else if (key === 'ArrowLeft' && row.type !== 'group')
    focusRow(rows.findLastIndex((one, i) => i < at && levelOf(one) < levelOf(row)));
  else return key === 'ArrowLeft' || key === 'ArrowRight';
  return true;
}

function turnBy(key: string, session: Session, row: Row, t: Translate): string | undefined {
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return undefined;
  const found = nextTurn(session, row, key === 'ArrowRight');
  if (!found) return t('tracks.noTurn');
  session.player.pause();
  session.player.seek(found.at);
  return found.tell(t);
}

function levelOf(row: Row): number {
  return row.type === 'group' ? 1 : row.type === 'container' ? 3 : 2;
}

interface NameProps {
  readonly row: Row;
  readonly top: number;
  readonly tabbable: boolean;
  readonly selected: boolean;
  readonly onFocus: () => void;
}

function TrackName({ row, top, tabbable, selected, onFocus }: NameProps) {
  const t = useText();
  const session = useSession();
  const unfolds = row.type === 'group' ? !row.folded : row.type === 'pod' ? row.opened : undefined;
  const press = (): void => {
    if (row.type === 'group') turn(row.id);
    else session.select(selectionOf(row));
  };
  return (
    <div
      className="track-name"
      role="treeitem"
      aria-level={levelOf(row)}
      aria-expanded={unfolds}
      aria-selected={selected}
      data-type={row.type}
      title={titleOf(row)}
      tabIndex={tabbable ? 0 : -1}
      style={{ top, height: ROW }}
      onFocus={onFocus}
      onClick={press}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        press();
      }}
    >
      {unfolds !== undefined && (
        <span
          className="track-fold"
          onClick={(event) => {
            event.stopPropagation();
            if (row.type === 'group') turn(row.id);
            else if (row.type === 'pod') openPod(row.life.key);
          }}
        >
          <Glyph name={unfolds ? 'down' : 'folded'} />
        </span>
      )}
      <Words row={row} t={t} />
      <span className="hidden">{spoken(session, row, t)}</span>
    </div>
  );
}

function Words({ row, t }: { readonly row: Row; readonly t: Translate }) {
  if (row.type === 'group')
    return (
      <>
        <strong>{groupName(row, t)}</strong>
        <span className="track-host">{row.count}</span>
      </>
    );
  if (row.type === 'process')
    return (
      <>
        <span>{componentOf(row.process)}</span>
        <span className="track-host">
          {hostOf(row.process)
            .replace(/^control-plane-/, 'cp-')
            .replace(/^worker-/, 'w-')}
        </span>
      </>
    );
  if (row.type === 'container') return <span>{row.name}</span>;
  const [, head = row.life.name, tail = ''] = /^(.+)(-[a-z0-9]{5})$/.exec(row.life.name) ?? [];
  return (
    <span className="track-pod">
      <span>{head}</span>
      <b>{tail}</b>
    </span>
  );
}

function groupName(row: Extract<Row, { type: 'group' }>, t: Translate): string {
  if (row.of === 'plane') return t('tracks.plane');
  if (row.of === 'nodes') return t('tracks.nodes');
  if (row.name !== '') return row.name;
  return t(row.of === 'node' ? 'tracks.noNode' : 'tracks.noOwner');
}

function titleOf(row: Row): string | undefined {
  if (row.type === 'pod') return `${row.life.namespace}/${row.life.name}`;
  return row.type === 'process' ? row.process : undefined;
}

/** What is said after the name: where it is, and how it is at the playhead. */
function spoken(session: Session, row: Row, t: Translate): string {
  if (row.type === 'group' || row.type === 'process') return '';
  const latest = session.mirror.log('pods').latest.get(row.life.key);
  const track = latest && podTrack(latest);
  const stretches = row.type === 'pod' ? track?.stretches : track?.containers.get(row.name);
  const now = stretchAt(stretches ?? [], session.player.playhead)?.word ?? t('tracks.absent');
  return row.type === 'container' ? `: ${now}` : `, ${row.life.node || t('tracks.noNode')}: ${now}`;
}

function selectionOf(row: Exclude<Row, { type: 'group' }>): Selection {
  if (row.type === 'process') return { type: 'component', process: row.process };
  const { namespace, name } = row.life;
  return { type: 'object', ref: { resource: 'pods', namespace, name } };
}

function isSelected(selection: Selection | undefined, row: Row): boolean {
  if (selection?.type === 'component') return row.type === 'process' && row.process === selection.process;
  if (selection?.type !== 'object' || row.type !== 'pod' || selection.ref.resource !== 'pods') return false;
  return selection.ref.name === row.life.name && selection.ref.namespace === row.life.namespace;
}
