import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface DrawerSizes {
  /** The left drawer's share of the stage's width. */
  readonly width: number;
  /** The terminal's share of the left drawer's height while the editor is open above it. */
  readonly share: number;
}

/** At 1440 pixels this is a terminal of eighty columns. */
const DEFAULTS: DrawerSizes = { width: 0.49, share: 0.38 };

export const useDrawerSizes = create<DrawerSizes>()(
  persist((): DrawerSizes => DEFAULTS, { name: 'orrery-drawers', version: 1, onRehydrateStorage: () => show }),
);

export const drawerSizes = {
  setWidth(width: number): void {
    useDrawerSizes.setState({ width: Math.max(0.25, Math.min(width, 0.75)) });
  },
  setShare(share: number): void {
    useDrawerSizes.setState({ share: Math.max(0.15, Math.min(share, 0.85)) });
  },
};

/** The map makes room by the same number that the drawer is as wide as. */
function show(): void {
  const { width } = useDrawerSizes.getState();
  document.documentElement.style.setProperty('--drawer-left-share', `${width * 100}vw`);
}

if (typeof document !== 'undefined') {
  useDrawerSizes.subscribe(show);
  show();
}
