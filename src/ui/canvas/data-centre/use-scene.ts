import { useEffect, useMemo, useRef, type RefObject } from 'react';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useUi } from '../../app/ui-state.ts';
import { translate } from '../../../i18n/index.ts';
import { useSelection, useSession } from '../../store/index.ts';
import { addFlyer, flightTime } from '../board/fly.ts';
import type { Size } from '../board/use-size.ts';
import { HallStage } from './hall-stage.ts';
import type { Hall } from './hall.ts';
import { readInk } from './ink.ts';
import type { Sums } from './sums.ts';
import { zoneLines } from './zone-lines.ts';

interface Parts {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly size: Size;
  readonly hall: Hall;
  readonly sums: Sums;
  readonly onNear: (names: readonly string[]) => void;
}

/** Binds the picture to the page: it is drawn when the camera, the window, the theme, the hall or what is marked changes. */
export function useScene({ host, size, hall, sums, onNear }: Parts): HallStage {
  const language = useUi((state) => state.language);
  const session = useSession();
  const flow = useStoreApi();
  const { setViewport } = useReactFlow();
  const [selection] = useSelection();
  const projector = useUi((state) => state.projector);
  const stage = useMemo(() => new HallStage(session, hall), [session, hall]);
  const near = useRef(onNear);
  useEffect(() => {
    if (!host.current) return undefined;
    const picture = document.createElement('canvas');
    const marks = document.createElement('canvas');
    host.current.replaceChildren(picture, marks);
    stage.start(picture, marks, {
      camera: () => flow.getState().transform,
      move: (viewport, duration) => void setViewport(viewport, { duration }),
      near: (names) => near.current(names),
    });
    const recolour = (): void => stage.setInk(readInk(document.documentElement));
    recolour();
    document.addEventListener('orrery:theme', recolour);
    const stops = [
      flow.subscribe((now, before) => now.transform !== before.transform && stage.moved()),
      hall.changed.add((change) => stage.changed(change)),
      session.player.onFrame((playhead) => stage.live(playhead)),
      addFlyer((ref, flight) => stage.goTo(ref, flight, flightTime())),
    ];
    return () => {
      for (const stop of stops) stop();
      document.removeEventListener('orrery:theme', recolour);
      stage.stop();
    };
  }, [host, stage, flow, hall, session, setViewport]);
  useEffect(() => stage.resize(size, Math.min(2, window.devicePixelRatio)), [stage, size]);
  // Before an audience words are larger.
  useEffect(() => stage.setInk(readInk(document.documentElement)), [stage, projector]);
  useEffect(() => stage.setSums(sums), [stage, sums]);
  useEffect(
    () => stage.setLines(() => zoneLines((id, params) => translate(language, id, params), hall)),
    [stage, language, hall],
  );
  useEffect(() => stage.select(selection), [stage, selection]);
  return stage;
}
