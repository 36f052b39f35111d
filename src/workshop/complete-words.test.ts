import { expect, it } from 'vitest';
import { missingWords } from './complete-words.ts';

it('names what one language says and the other does not, and what is said with nothing', () => {
  expect(missingWords({ a: 'A', b: 'B', c: ' ' }, { a: '가', c: '다', d: '라' })).toEqual([
    'b: no Korean',
    'c: no English',
    'd: no English',
  ]);
});
