import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export interface Preferences {
  /** Pixels. */
  readonly fontSize: number;
  readonly screenReader: boolean;
}

const SMALLEST = 12;
const LARGEST = 28;

export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ fontSize: 14, screenReader: false }), { name: 'orrery-terminal', version: 1 }),
);

export function changeFontSize(by: number): void {
  usePreferences.setState(({ fontSize }) => ({ fontSize: Math.max(SMALLEST, Math.min(fontSize + by, LARGEST)) }));
}

export function setScreenReader(screenReader: boolean): void {
  usePreferences.setState({ screenReader });
}
