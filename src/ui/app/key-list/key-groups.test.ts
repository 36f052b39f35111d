import { describe, expect, it } from 'vitest';
import { translate, type Translate } from '../../../i18n/index.ts';
import type { Shortcut } from '../keys.ts';
import { keyGroups } from './key-groups.ts';

const t: Translate = (id, params) => translate('en', id, params);
const run = (): void => {};
const SHORTCUTS: readonly Shortcut[] = [
  { key: ' ', message: 'keys.play', run },
  { key: '2', message: 'view.ownership', run },
  { key: 'Shift+F10', message: 'context.open', run },
  { key: 'ContextMenu', message: 'context.open', run },
  { key: 'Mod+z', message: 'keys.undo', run },
];

describe('keyGroups', () => {
  it('puts each key once, under what it is about', () => {
    const groups = keyGroups(SHORTCUTS, t).map(({ heading, lines }) => [heading, lines.map(({ message }) => message)]);
    expect(groups).toEqual([
      ['keys.group.time', ['keys.play']],
      ['keys.group.look', ['view.ownership']],
      ['keys.group.hands', ['context.open']],
      ['keys.group.page', ['keys.undo']],
    ]);
  });

  it('tells all ways to the same thing in one line', () => {
    const lines = keyGroups(SHORTCUTS, t, 'concerns').flatMap((group) => group.lines);
    expect(lines.map(({ chords }) => chords)).toEqual([[['Shift', 'F10'], ['Menu']]]);
  });

  it('finds by words and by caps', () => {
    const found = (asked: string) =>
      keyGroups(SHORTCUTS, t, asked).flatMap(({ lines }) => lines.map((line) => line.message));
    expect(found('PLAY')).toEqual(['keys.play']);
    expect(found('ctrl+z')).toEqual(['keys.undo']);
    expect(found('nothing of the kind')).toEqual([]);
  });
});
