const SEQUENCE = 0x30;

/** A DER sequence around the bytes. */
export function wrap(bytes: ArrayLike<number> & Iterable<number>): number[] {
  const { length } = bytes;
  if (length < 0x80) return [SEQUENCE, length, ...bytes];
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return [SEQUENCE, 0x80 | digits.length, ...digits, ...bytes];
}
