import { useCamera, setCamera, type Camera } from '../canvas/board/camera.ts';
import { setFilter, useFilter } from '../store/filter-state.ts';
import type { Selection, Session } from '../store/index.ts';
import { useDrawerSizes, type DrawerSizes } from './drawer-sizes.ts';
import { History } from './history.ts';
import { setProjector, setUi, useUi } from './ui-state.ts';

/** Where one looks, and how the page stands around it; nothing of what happens in the cluster. */
export interface Layout {
  readonly view: string;
  readonly subject: string;
  readonly selection: Selection | undefined;
  readonly editorOpen: boolean;
  readonly terminalOpen: boolean;
  readonly inspectorOpen: boolean;
  readonly projector: boolean;
  readonly sizes: DrawerSizes;
  readonly filter: string;
  readonly camera: Camera | undefined;
}

/** What changes within so long of each other is one step: a dragged line, a panned board, a choice that opens a drawer. */
const QUIET_MS = 250;

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Takes back what was done to the page, and goes back through what was looked at. Two histories of the same thing: a step of
 * the first is anything that changed, one of the second a place: a view, its subject, what was selected in it.
 */
export class LayoutHistory {
  readonly #session: Session;
  readonly #layouts = new History<Layout>(equal);
  readonly #places = new History<Layout>((a, b) => equal(placeOf(a), placeOf(b)));
  readonly #stops: readonly (() => void)[];
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #lastView: string | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#note();
    const changed = (): void => {
      clearTimeout(this.#quiet);
      this.#quiet = setTimeout(() => this.#note(), QUIET_MS);
    };
    let { selection } = session.store.getState();
    this.#stops = [
      useUi.subscribe(changed),
      useDrawerSizes.subscribe(changed),
      useFilter.subscribe(changed),
      useCamera.subscribe(changed),
      // The session's state is about time too, which is no matter here.
      session.store.subscribe((state) => {
        if (state.selection === selection) return;
        selection = state.selection;
        changed();
      }),
    ];
  }

  undo(): void {
    this.#note();
    this.#restore(this.#layouts.back());
  }

  redo(): void {
    this.#note();
    this.#restore(this.#layouts.forward());
  }

  /** To what was looked at before, leaving panels as they are. */
  goBack(): void {
    this.#note();
    this.#visit(this.#places.back());
  }

  goForward(): void {
    this.#note();
    this.#visit(this.#places.forward());
  }

  close(): void {
    clearTimeout(this.#quiet);
    for (const stop of this.#stops) stop();
  }

  #note(): void {
    clearTimeout(this.#quiet);
    const layout = this.#layout();
    this.#layouts.push(layout);
    // To select nothing is not to look elsewhere.
    if (layout.selection !== undefined || layout.view !== this.#lastView) this.#places.push(layout);
    this.#lastView = layout.view;
  }

  #layout(): Layout {
    const { view, subject, editorOpen, terminalOpen, inspectorOpen, projector } = useUi.getState();
    return {
      view,
      subject,
      selection: this.#session.store.getState().selection,
      editorOpen,
      terminalOpen,
      inspectorOpen,
      projector,
      sizes: useDrawerSizes.getState(),
      filter: useFilter.getState().filter.text,
      camera: useCamera.getState().camera,
    };
  }

  #restore(layout: Layout | undefined): void {
    if (!layout) return;
    const { view, subject, selection, editorOpen, terminalOpen, inspectorOpen, projector, sizes, filter, camera } =
      layout;
    const elsewhere = view !== useUi.getState().view;
    setUi({ view, subject, editorOpen, terminalOpen, inspectorOpen });
    if (projector !== useUi.getState().projector) setProjector(projector);
    this.#session.select(selection);
    useDrawerSizes.setState(sizes);
    setFilter(filter);
    setCamera(camera, elsewhere);
    this.#settled();
  }

  #visit(layout: Layout | undefined): void {
    if (!layout) return;
    const { view, subject, selection, camera } = layout;
    const elsewhere = view !== useUi.getState().view;
    setUi({ view, subject });
    this.#session.select(selection);
    setCamera(camera, elsewhere);
    // To have gone back is a step that can be taken back itself, but no new place.
    this.#layouts.push(this.#layout());
    this.#settled();
  }

  /** What was restored is what is now: the changes it made are no step. */
  #settled(): void {
    clearTimeout(this.#quiet);
    this.#lastView = useUi.getState().view;
  }
}

function placeOf({ view, subject, selection }: Layout): unknown {
  return [view, subject, selection];
}
