import { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from '@xyflow/react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useUi } from '../../app/ui-state.ts';
import { refKey, sameRef, useAtEach, useSelection, useSession, type ObjectRef } from '../../store/index.ts';
import { ACTING, USED, type Attached, type Surroundings } from './attached.ts';
import type { Plot } from './families.ts';
import { groveOf, type Grove } from './grove.ts';
import type { PlotView } from './plot-view.ts';

/** What is drawn of trees, by the trees at the playhead and what is singled out. */
export function useGrove(): Grove {
  return groveOf(useSession());
}

export function useVisiblePlots(): readonly Plot[] {
  const grove = useGrove();
  const subscribe = useCallback((changed: () => void) => grove.onVisible(changed), [grove]);
  return useSyncExternalStore(subscribe, () => grove.visible());
}

export function usePlotView(id: string): PlotView | undefined {
  const grove = useGrove();
  const subscribe = useCallback((changed: () => void) => grove.onPlot(id, changed), [grove, id]);
  return useSyncExternalStore(subscribe, () => grove.view(id));
}

const AROUND: readonly string[] = [...ACTING, ...USED, 'persistentvolumes'];

/** What trees may hang together with, at the playhead. */
export function useSurroundings(): Surroundings {
  const lists = useAtEach(AROUND);
  return useMemo(() => new Map(AROUND.map((resource, i) => [resource, lists[i] ?? NONE])), [lists]);
}

const NONE: readonly ApiObject[] = [];
export const SurroundingsContext = createContext<Surroundings>(new Map());

/** What hangs together with what is selected; undefined: nothing is, and all is equally lit. */
export interface Lit {
  readonly ref: ObjectRef;
  /** Its owners, itself, and all that it owns. */
  readonly line: ReadonlySet<string>;
  readonly plot: string | undefined;
}

export const LitContext = createContext<Lit | undefined>(undefined);

export function useLit(): Lit | undefined {
  const [selection] = useSelection();
  const grove = useGrove();
  const ref = selection?.type === 'object' ? selection.ref : undefined;
  const plot = ref && grove.plotOf(ref.resource, refKey(ref.namespace, ref.name));
  const view = plot === undefined ? undefined : grove.view(plot);
  return useMemo(() => {
    if (!ref || (plot === undefined && !AROUND.includes(ref.resource))) return undefined;
    return { ref, plot, line: view ? lineOf(grove, view, ref) : new Set<string>() };
  }, [grove, ref, plot, view]);
}

function lineOf(grove: Grove, view: PlotView, ref: ObjectRef): ReadonlySet<string> {
  const { time } = grove.session.world;
  const entity = grove.families.at(ref.resource, refKey(ref.namespace, ref.name), time);
  if (!entity) return new Set();
  const line = new Set(grove.families.lineOf(entity, time).map(({ uid }) => uid));
  const beneath = [
    ...view.rows.map(({ member }) => member?.entity.uid),
    ...view.folded.map((member) => member.entity.uid),
    ...[...view.rows.flatMap(({ group }) => group.pods), ...view.group.pods].map(({ uid }) => uid),
  ];
  for (const uid of beneath) {
    const one = uid === undefined ? undefined : grove.families.entities.get(uid);
    if (one && grove.families.lineOf(one, time).includes(entity)) line.add(one.uid);
  }
  return line;
}

export function isRef(ref: ObjectRef | undefined, { facts, namespace, name }: Attached): boolean {
  return sameRef(ref, { resource: facts.resource, namespace: facts.namespaced ? namespace : '', name });
}

export type Nearness = 'far' | 'middle' | 'near' | 'close';

/** How near one looks: from afar a tree is one name, from the middle shapes, from near words; `legible`: from where on words fit. */
export function useNearness(legible = 0.62): Nearness {
  // On a projector words are larger, so less of them fits.
  const share = useUi(({ projector }) => projector) ? 0.7 : 1;
  return useStore(({ transform }) => {
    const zoom = transform[2] * share;
    return zoom < 0.34 ? 'far' : zoom < legible ? 'middle' : zoom < 0.88 ? 'near' : 'close';
  });
}

/** What was there a moment ago and is not any more, for as long as it takes to fade. */
export function useFading<T>(items: readonly T[], idOf: (item: T) => string): readonly T[] {
  const { player } = useSession();
  const [before, setBefore] = useState(items);
  const [fading, setFading] = useState<readonly T[]>([]);
  if (before !== items) {
    const here = new Set(items.map(idOf));
    setBefore(items);
    const gone = before.filter((item) => !here.has(idOf(item)));
    // What is not there after a jump through time has not just gone.
    if (player.jumped) setFading([]);
    else if (gone.length > 0)
      setFading([...fading.filter((item) => !here.has(idOf(item))), ...gone].slice(-MOST_FADING));
  }
  useEffect(() => {
    if (fading.length === 0) return undefined;
    const timer = setTimeout(() => setFading([]), FADE_MS);
    return () => clearTimeout(timer);
  }, [fading]);
  return fading;
}

const FADE_MS = 420;
const MOST_FADING = 12;

export function useAround(): Surroundings {
  return useContext(SurroundingsContext);
}
