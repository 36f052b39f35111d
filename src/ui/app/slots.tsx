import { lazy, Suspense, type ComponentType } from 'react';

/**
 * Rooms of the page that are written apart. Each folder's index.ts exports its one component; a folder that is not there
 * leaves its place empty. Each loads when it is first shown, so that the map is there first.
 */
type SlotModule = Readonly<Record<string, ComponentType>>;

const MODULES = import.meta.glob<SlotModule>([
  '../timeline/index.ts',
  '../inspector/index.ts',
  '../editor/index.ts',
  '../terminal/index.ts',
  '../start/index.ts',
]);

function slot(folder: string, name: string): ComponentType | undefined {
  const load = MODULES[`../${folder}/index.ts`];
  if (!load) return undefined;
  return lazy(async () => {
    const component = (await load())[name];
    if (!component) throw new Error(`src/ui/${folder}/index.ts exports no ${name}`);
    return { default: component };
  });
}

const SLOTS = {
  Timeline: slot('timeline', 'Timeline'),
  Inspector: slot('inspector', 'Inspector'),
  EditorDrawer: slot('editor', 'EditorDrawer'),
  TerminalDrawer: slot('terminal', 'TerminalDrawer'),
  StartScreen: slot('start', 'StartScreen'),
};

/** Loads a room before it is shown, when it is likely to be asked for next. */
export function warmUp(folder: string): void {
  void MODULES[`../${folder}/index.ts`]?.();
}

export type SlotName = keyof typeof SLOTS;

export function hasSlot(name: SlotName): boolean {
  return SLOTS[name] !== undefined;
}

export function Slot({ name }: { readonly name: SlotName }) {
  const Component = SLOTS[name];
  return Component ? (
    <Suspense fallback={null}>
      <Component />
    </Suspense>
  ) : null;
}
