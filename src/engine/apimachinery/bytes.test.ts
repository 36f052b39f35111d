import { expect, it } from 'vitest';
import { bytesFromBase64, bytesToBase64, decodeUTF8, encodeUTF8, tryDecodeUTF8 } from './bytes.ts';

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

it('reads base64 back, whatever stands between its letters', () => {
  const text = 'naïve 한글 🙂';
  const encoded = bytesToBase64(encodeUTF8(text));
  const bytes = bytesFromBase64(`${encoded.slice(0, 5)}\n ${encoded.slice(5)}`);
  expect([...bytes]).toEqual([...Buffer.from(text)]);
  expect(tryDecodeUTF8(bytes)).toBe(text);
  expect(tryDecodeUTF8(Uint8Array.of(0xc3, 0x28))).toBeUndefined();
});
