import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useText, useUi } from '../app/ui-state.ts';
import type { Subject } from '../inspector/subject.ts';
import type { Inspected } from '../inspector/use-inspected.ts';
import { Button } from '../kit/index.ts';
import { narrateFor, sentence, useLevel } from '../narrator/index.ts';
import { usePlayer, useSelection, useSession, useTrace } from '../store/index.ts';
import { coneOf, lastActBy, newestOf, rootOf } from './cone.ts';
import { SequencePicture } from './diagram.tsx';
import { saveSvg } from './export.ts';
import { currentRow, planOf } from './geometry.ts';
import { diagramOf, type Diagram, type Row } from './rows.ts';
import './sequence.css';

interface Props {
  readonly subject: Subject | undefined;
  readonly inspected: Inspected;
}

/** How what is selected came to be, message by message; without a selection, the last act of a person. */
export function SequenceTab({ subject, inspected }: Props) {
  const t = useText();
  const [every, setEvery] = useState(false);
  const diagram = useDiagram(subject, inspected, every);
  const frame = useRef<HTMLDivElement>(null);
  const picture = useRef<SVGSVGElement>(null);
  if (diagram.rows.length === 0) return <p className="inspector-note">{t('sequence.none')}</p>;
  return (
    <div className="sequence">
      <div className="sequence-tools">
        <label className="why-every">
          <input type="checkbox" checked={every} onChange={({ target }) => setEvery(target.checked)} />
          {t('sequence.every')}
        </label>
        <Button glyph="save" label={t('sequence.save')} onClick={() => picture.current && saveSvg(picture.current)} />
      </div>
      <div ref={frame} className="sequence-frame">
        <Picture diagram={diagram} inspected={inspected} frame={frame} picture={picture} />
      </div>
      {diagram.more > 0 && <p className="inspector-note">{t('sequence.more', { count: diagram.more })}</p>}
    </div>
  );
}

/** Computed anew as the trace grows, but not as time passes. */
function useDiagram(subject: Subject | undefined, inspected: Inspected, every: boolean): Diagram {
  const { mirror, player } = useSession();
  const { trace, next } = useTrace();
  const ref = subject?.ref;
  const newest = newestOf(mirror, ref);
  const version = inspected.version ?? newest;
  const record = subject?.record;
  const [act] = useState(() => lastActBy(trace, player.playhead));
  return useMemo(() => {
    void next;
    const root = subject?.ref || record ? rootOf(trace, version, record) : act;
    if (!root) return { lanes: [], rows: [], more: 0 };
    return diagramOf(coneOf(trace, root, record ? undefined : ref), every);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a life has one beginning, whichever of its versions is looked at
  }, [trace, next, record, act, every, ref?.resource, ref?.namespace, ref?.name]);
}

interface PictureProps {
  readonly diagram: Diagram;
  readonly inspected: Inspected;
  readonly frame: React.RefObject<HTMLDivElement | null>;
  readonly picture: React.RefObject<SVGSVGElement | null>;
}

function Picture({ diagram, inspected, frame, picture }: PictureProps) {
  const t = useText();
  const { trace } = useSession();
  const [, select] = useSelection();
  const level = useLevel((state) => state.level);
  const large = useUi((state) => state.projector);
  const width = useWidth(frame);
  const plan = useMemo(() => planOf(diagram, width, large ? 20 : 14), [diagram, width, large]);
  const current = useCurrent(diagram.rows);
  useFollow(frame, picture, plan.rows[Math.max(0, current)] ?? 0, plan.head);
  const say = useCallback(
    ({ record }: Row) =>
      sentence(
        t,
        narrateFor(level, record, (id) => trace.get(id)),
      ),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- t is new on every render and says the same until the language changes
    [trace, level, useUi((state) => state.language)],
  );
  const { visit } = inspected;
  return (
    <SequencePicture
      diagram={diagram}
      plan={plan}
      current={current}
      say={say}
      label={t('sequence.label')}
      onVisit={useCallback((row: Row) => visit(row.record, row.at), [visit])}
      onComponent={(process) => select({ type: 'component', process })}
      svgRef={picture}
    />
  );
}

/** The row at the playhead; renders only when it is another. */
function useCurrent(rows: readonly Row[]): number {
  const { player } = usePlayer();
  const [current, setCurrent] = useState(() => currentRow(rows, player.playhead));
  useEffect(() => {
    const look = (): void => setCurrent(currentRow(rows, player.playhead));
    look();
    return player.onFrame(look);
  }, [rows, player]);
  return current;
}

/** For so long after a person has scrolled or chosen a row, the picture stays where they read. */
const READS_MS = 4000;

/** The row at the playhead stays in sight, unless somebody reads elsewhere in the picture. The names stay at the top. */
function useFollow(
  frame: React.RefObject<HTMLDivElement | null>,
  picture: React.RefObject<SVGSVGElement | null>,
  y: number,
  head: number,
): void {
  useEffect(() => {
    const box = frame.current;
    if (!box || performance.now() - Number(box.dataset['read'] ?? -Infinity) < READS_MS) return;
    const top = y - head - 40;
    const bottom = y + 60 - box.clientHeight;
    if (box.scrollTop > top || box.scrollTop < bottom) box.scrollTo({ top: Math.max(0, y - box.clientHeight / 2) });
  }, [frame, y, head]);
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const hold = (): void =>
      picture.current?.querySelector('.seq-head')?.setAttribute('transform', `translate(0 ${box.scrollTop})`);
    const read = (): void => void (box.dataset['read'] = String(performance.now()));
    hold();
    box.addEventListener('scroll', hold, { passive: true });
    for (const type of ['wheel', 'pointerdown', 'keydown']) box.addEventListener(type, read, { passive: true });
    return () => {
      box.removeEventListener('scroll', hold);
      for (const type of ['wheel', 'pointerdown', 'keydown']) box.removeEventListener(type, read);
    };
  }, [frame, picture]);
}

function useWidth(frame: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(640);
  // Not a layout effect: the frame is the parent's, and is there only when the whole tree is.
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const observer = new ResizeObserver(() => setWidth(box.clientWidth));
    observer.observe(box);
    setWidth(box.clientWidth);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}
