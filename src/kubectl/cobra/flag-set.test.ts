import { describe, expect, it } from 'vitest';
import { FlagSet } from './flag-set.ts';
import type { Flag } from './types.ts';

const FLAGS: readonly Flag[] = [
  { name: 'all-namespaces', short: 'A', type: 'bool', usage: '' },
  { name: 'watch', short: 'w', type: 'bool', usage: '' },
  { name: 'namespace', short: 'n', type: 'string', usage: '' },
  { name: 'replicas', type: 'int', default: '-1', usage: '' },
  { name: 'timeout', type: 'duration', usage: '' },
  { name: 'filename', short: 'f', type: 'stringSlice', usage: '' },
  { name: 'env', short: 'e', type: 'stringArray', usage: '' },
  { name: 'dry-run', type: 'string', default: 'none', bare: 'unchanged', usage: '' },
  { name: 'record', type: 'bool', usage: '', deprecated: '--record will be removed in the future' },
];

function parsed(line: string): FlagSet {
  const flags = new FlagSet(FLAGS, () => undefined);
  flags.parse(line.split(' '));
  return flags;
}

describe('a flag is read as pflag reads it', () => {
  it.each(['-n=x', '-nx', '-n x', '--namespace=x', '--namespace x', 'pods -n x', '-An x', '-wAnx'])('%s', (line) => {
    expect(parsed(line).string('namespace')).toBe('x');
  });

  it('takes no word for a flag that may stand alone', () => {
    const flags = parsed('--dry-run server -w false');
    expect([flags.string('dry-run'), flags.bool('watch'), flags.args]).toEqual([
      'unchanged',
      true,
      ['server', 'false'],
    ]);
  });

  it('keeps what stands behind -- as it is', () => {
    const flags = parsed('web -- ls -l --watch');
    expect([flags.args, flags.dash, flags.bool('watch')]).toEqual([['web', 'ls', '-l', '--watch'], 1, false]);
  });

  it('takes slices apart at commas, and arrays not', () => {
    const flags = parsed('-f a,"b,c" -f d -e x=1,2');
    expect([flags.list('filename'), flags.list('env')]).toEqual([['a', 'b,c', 'd'], ['x=1,2']]);
  });

  it('tells a default from a word of the command line', () => {
    const flags = parsed('--timeout=1m30s');
    expect([flags.int('replicas'), flags.changed('replicas'), flags.duration('timeout')]).toEqual([
      -1,
      false,
      90_000_000,
    ]);
  });

  it('says that a flag is deprecated when it is used', () => {
    const told: string[] = [];
    new FlagSet(FLAGS, (line) => told.push(line)).parse(['--record']);
    expect(told).toEqual(['Flag --record has been deprecated, --record will be removed in the future\n']);
  });

  it.each([
    ['--foo', 'unknown flag: --foo'],
    ['--foo=1', 'unknown flag: --foo'],
    ['-x', "unknown shorthand flag: 'x' in -x"],
    ['-wxA', "unknown shorthand flag: 'x' in -xA"],
    ['-n', "flag needs an argument: 'n' in -n"],
    ['--namespace', 'flag needs an argument: --namespace'],
    ['--=x', 'bad flag syntax: --=x'],
    [
      '--watch=maybe',
      'invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    ['--replicas=x', 'invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    ['--timeout=5', 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
    [
      '-f a"b',
      'invalid argument "a\\"b" for "-f, --filename" flag: parse error on line 1, column 2: bare " in non-quoted field',
    ],
  ])('%s is refused', (line, message) => {
    expect(() => parsed(line)).toThrow(message);
  });

  it('is a defect to ask for a flag that is not defined', () => {
    expect(() => parsed('').string('__proto__')).toThrow('flag accessed but not defined: __proto__');
  });
});
