import type { MessageId } from '../../i18n/index.ts';

export interface Shortcut {
  /** As in KeyboardEvent.key; ' ' is the space bar. */
  readonly key: string;
  readonly message: MessageId;
  run(): void;
}

/** The keys of the page: one registry, which the list behind `?` is made of. A later registration of a key wins. */
export class Keys {
  readonly #shortcuts: Shortcut[] = [];

  /** Returns the function that takes the keys away again. */
  add(shortcuts: readonly Shortcut[]): () => void {
    this.#shortcuts.push(...shortcuts);
    return () => {
      for (const shortcut of shortcuts) this.#shortcuts.splice(this.#shortcuts.indexOf(shortcut), 1);
    };
  }

  /** What each key does now. */
  list(): readonly Shortcut[] {
    const byKey = new Map<string, Shortcut>();
    for (const shortcut of this.#shortcuts) byKey.set(shortcut.key, shortcut);
    return [...byKey.values()];
  }

  handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const shortcut = this.#shortcuts.findLast(({ key }) => key === pressed);
    if (!shortcut || (pressed === ' ' && pressesControl(event))) return;
    event.preventDefault();
    shortcut.run();
  }
}

export const keys = new Keys();

/** Letters typed into a field are text, not commands. */
function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], .monaco-editor') !== null
  );
}

/** The space bar presses a focused button, as everywhere, but a thing on the map is no button in that sense. */
function pressesControl({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.closest('button:not([data-kind])') !== null;
}

export function keyName(key: string): string {
  const names: Readonly<Record<string, string>> = {
    ' ': 'Space',
    ArrowRight: '→',
    ArrowLeft: '←',
    Escape: 'Esc',
    Home: 'Home',
    End: 'End',
  };
  return names[key] ?? key.toUpperCase();
}
