import type { MessageId, Translate } from '../../../i18n/index.ts';
import { keyCaps, type Shortcut } from '../keys.ts';

/** What one message can be reached by: several keys may do the same. */
export interface KeyLine {
  readonly message: MessageId;
  readonly label: string;
  readonly chords: readonly (readonly string[])[];
}

export interface KeyGroup {
  readonly heading: MessageId;
  readonly lines: readonly KeyLine[];
}

/** In order, as what is in them is; a message belongs to the first that its beginning is of, and to the last if to none. */
const GROUPS: readonly (readonly [MessageId, readonly string[]])[] = [
  [
    'keys.group.time',
    [
      'keys.play',
      'keys.step',
      'keys.live',
      'keys.faster',
      'keys.slower',
      'keys.cinematic',
      'step.',
      'branch.',
      'moments.',
    ],
  ],
  ['keys.group.look', ['view.', 'node.', 'find.', 'keys.fit', 'keys.goBack', 'keys.goForward', 'keys.deselect']],
  ['keys.group.hands', ['act.', 'app.hands', 'context.']],
  ['keys.group.panels', ['keys.editor', 'keys.terminal', 'keys.inspector', 'keys.glossary', 'keys.sequence']],
  ['keys.group.page', ['']],
];

/** The keys in groups, narrowed to those whose words or caps hold every word that was asked for. */
export function keyGroups(shortcuts: readonly Shortcut[], t: Translate, asked = ''): readonly KeyGroup[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = GROUPS.map(([heading]) => ({ heading, lines: new Map<MessageId, KeyLine>() }));
  for (const { key, message } of shortcuts) {
    const label = t(message);
    const caps = keyCaps(key);
    const text = `${label} ${caps.join('+')}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const at = GROUPS.findIndex(([, starts]) => starts.some((start) => message.startsWith(start)));
    const { lines } = groups[at]!;
    lines.set(message, { message, label, chords: [...(lines.get(message)?.chords ?? []), caps] });
  }
  return groups.flatMap(({ heading, lines }, at) => {
    const order = ({ message }: KeyLine): number => GROUPS[at]![1].findIndex((start) => message.startsWith(start));
    const sorted = [...lines.values()].sort((a, b) => order(a) - order(b));
    return sorted.length === 0 ? [] : [{ heading, lines: sorted }];
  });
}
