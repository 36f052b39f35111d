import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { encodeUTF8, sha256 } from './index.ts';

it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])('is SHA-256 of %d bytes', (length) => {
  const text = 'x'.repeat(length);
  expect(Buffer.from(sha256(encodeUTF8(text))).toString('hex')).toBe(createHash('sha256').update(text).digest('hex'));
});
