import { expect, test } from 'vitest';
import { FlagSet } from './flag-set.ts';
import type { Flag } from './types.ts';

const GLOBAL_USER: Flag = { name: 'user', type: 'string', usage: 'The user to be' };
const OWN_USER: Flag = { name: 'user', type: 'stringArray', usage: 'A user to bind' };

test("a command's own flag hides the global one of its name from whoever asks for the global one", () => {
  const flags = new FlagSet([OWN_USER, GLOBAL_USER], () => {});
  flags.parse(['--user=ada', '--user', 'grace']);
  expect(flags.list('user')).toEqual(['ada', 'grace']);
  const seen = flags.seenAs([GLOBAL_USER]);
  expect([seen.string('user'), seen.changed('user')]).toEqual(['', false]);
});

test('a global flag that nothing hides is seen', () => {
  const flags = new FlagSet([GLOBAL_USER], () => {});
  flags.parse(['--user=ada']);
  expect(flags.seenAs([GLOBAL_USER]).string('user')).toBe('ada');
});

test('a number of 32 bits is refused beyond them', () => {
  const flags = new FlagSet([{ name: 'replicas', short: 'r', type: 'int32', usage: 'How many' }], () => {});
  flags.parse(['-r', '2147483647']);
  expect(flags.int('replicas')).toBe(2147483647);
  expect(() => flags.parse(['-r', '2147483648'])).toThrow(
    'invalid argument "2147483648" for "-r, --replicas" flag: strconv.ParseInt: parsing "2147483648": value out of range',
  );
});
