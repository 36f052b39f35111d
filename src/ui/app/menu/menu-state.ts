import { create } from 'zustand';
import type { GlyphName } from '../../kit/index.ts';

/** A line of a menu, in the learner's words. */
export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly glyph?: GlyphName;
  readonly shortcut?: string;
  readonly tone?: 'bad';
  /** One of several that are on or off. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  run(): void;
}

/** Items that belong together, under a word of their own or none. */
export interface MenuGroup {
  readonly heading?: string;
  readonly items: readonly MenuItem[];
}

interface OpenMenu {
  readonly label: string;
  /** Where it hangs, in CSS pixels of the window. */
  readonly at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly groups: readonly MenuGroup[];
}

/** The one menu that is open; it is loaded when the first is. */
export const useMenu = create<{ readonly open: OpenMenu | undefined }>(() => ({ open: undefined }));

let opener: Element | null = null;

/** Opens a menu below an element, or at a point. */
export function openMenu(
  label: string,
  anchor: Element | { readonly x: number; readonly y: number },
  groups: readonly MenuGroup[],
): void {
  opener = anchor instanceof Element ? anchor : document.activeElement;
  const rect = anchor instanceof Element ? anchor.getBoundingClientRect() : { ...anchor, width: 0, height: 0 };
  const { x, y, width, height } = rect;
  const open = { label, at: { x, y, width, height }, groups: groups.filter(({ items }) => items.length > 0) };
  useMenu.setState({ open });
}

/** Closes it; the keyboard goes back to where it came from. */
export function closeMenu(): void {
  useMenu.setState({ open: undefined });
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  opener = null;
}
