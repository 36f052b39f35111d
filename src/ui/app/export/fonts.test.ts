import { expect, it } from 'vitest';
import { covers } from './fonts.ts';

it.each([
  ['', '가', true],
  ['U+AC00-AC10, U+20', '가', true],
  ['U+AC00-AC10, U+20', 'a b', true],
  ['U+AC00-AC10', 'web', false],
  ['U+4??', 'Ж', true],
])('%s covers %s: %s', (range, text, expected) => {
  expect(covers(range, new Set([...text].map((character) => character.codePointAt(0)!)))).toBe(expected);
});
