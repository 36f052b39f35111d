import { expect, it } from 'vitest';
import { bytesToBase64, decodeUTF8, encodeUTF8 } from './bytes.ts';

it('writes and reads every length of character', () => {
  const text = 'aé한🙂';
  expect([...encodeUTF8(text)]).toEqual([...Buffer.from(text)]);
  expect(decodeUTF8(encodeUTF8(text))).toBe(text);
});

it('has one replacement for every byte that is no part of a character, as Go', () => {
  expect(decodeUTF8(Uint8Array.from([0x61, 0xff, 0xed, 0xa0, 0x80, 0xe2, 0x82, 0x62]))).toBe(
    'a\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdb',
  );
});

it.each(['', 'a', 'ab', 'abc', 'abcd'])('writes base64 of %o with its padding', (text) => {
  expect(bytesToBase64(encodeUTF8(text))).toBe(Buffer.from(text).toString('base64'));
});
