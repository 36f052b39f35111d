import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export interface DrawerSizes {
  /** The left drawer's share of the stage's width. */
  readonly width: number;
  /** The terminal's share of the left drawer's height while the editor is open above it. */
  readonly share: number;
  /** The right drawer's share of the stage's width; undefined: what suits what it shows. */
  readonly right: number | undefined;
}

/** At 1440 pixels this is a terminal of eighty columns. */
const DEFAULTS: DrawerSizes = { width: 0.49, share: 0.38, right: undefined };

export const useDrawerSizes = create<DrawerSizes>()(
  persist((): DrawerSizes => DEFAULTS, { name: 'orrery-drawers', version: 1, onRehydrateStorage: () => show }),
);

export const drawerSizes = {
  setWidth(width: number): void {
    useDrawerSizes.setState({ width: Math.max(0.25, Math.min(width, 0.75)) });
  },
  setRight(right: number): void {
    useDrawerSizes.setState({ right: Math.max(0.22, Math.min(right, 0.75)) });
  },
  /** As it was before anybody moved it. */
  reset(which: keyof DrawerSizes): void {
    useDrawerSizes.setState({ [which]: DEFAULTS[which] });
  },
  setShare(share: number): void {
    useDrawerSizes.setState({ share: Math.max(0.15, Math.min(share, 0.85)) });
  },
};

/** The map makes room by the same number that the drawer is as wide as. */
function show(): void {
  const { width, right } = useDrawerSizes.getState();
  const { style } = document.documentElement;
  style.setProperty('--drawer-left-share', `${width * 100}vw`);
  if (right === undefined) style.removeProperty('--drawer-right-share');
  else style.setProperty('--drawer-right-share', `${right * 100}vw`);
}

if (typeof document !== 'undefined') {
  useDrawerSizes.subscribe(show);
  show();
}
