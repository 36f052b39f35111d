import type { MessageId } from '../../i18n/index.ts';

export interface Shortcut {
  /**
   * As in KeyboardEvent.key, letters small; ' ' is the space bar. `Mod+k` is with Ctrl or ⌘, `Alt+ArrowLeft` with Alt,
   * `Shift+ArrowRight` with Shift, which signs such as `?` and `+` carry in themselves.
   */
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
    if (event.defaultPrevented || isTyping(event)) return;
    const pressed = chordOf(event);
    // A letter with Shift does what the letter does, unless it has a meaning of its own.
    const shortcut = this.#find(pressed) ?? this.#find(pressed.replace(/^Shift\+(?=.$)/, ''));
    if (!shortcut || (pressed === ' ' && pressesControl(event))) return;
    event.preventDefault();
    shortcut.run();
  }

  #find(chord: string): Shortcut | undefined {
    return this.#shortcuts.findLast(({ key }) => key === chord);
  }
}

/** What was pressed, as a shortcut names it. */
export function chordOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const single = event.key.length === 1;
  const letter = single && event.key.toLowerCase() !== event.key.toUpperCase();
  const key = single ? event.key.toLowerCase() : event.key;
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : '';
  const alt = event.altKey ? 'Alt+' : '';
  const shift = event.shiftKey && (letter || !single) ? 'Shift+' : '';
  return `${mod}${alt}${shift}${key}`;
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

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Mod: 'Ctrl',
  ContextMenu: 'Menu',
};

/** The caps to press, one after the other: `Mod+k` → Ctrl, K. */
export function keyCaps(key: string): readonly string[] {
  const parts = key === '+' ? ['+'] : key.split('+').map((part) => (part === '' ? '+' : part));
  return parts.map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
