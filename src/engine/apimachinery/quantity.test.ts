import { describe, expect, it } from 'vitest';
import {
  canonicalQuantity,
  getScaledValueFromIntOrPercent,
  newMilliQuantity,
  newQuantity,
  parseQuantity,
  tryParseQuantity,
} from './index.ts';

describe('a quantity', () => {
  // pkg/api/resource/quantity_test.go
  it.each([
    ['0', '0'],
    ['0n', '0'],
    ['1Ki', '1Ki'],
    ['1024', '1024'],
    ['1024Ki', '1Mi'],
    ['1.5Gi', '1536Mi'],
    ['1.5', '1500m'],
    ['0.1', '100m'],
    ['.5', '500m'],
    ['100m', '100m'],
    ['1000m', '1'],
    ['1000000', '1M'],
    ['10000k', '10M'],
    ['1100k', '1100k'],
    ['5G', '5G'],
    ['1e3', '1e3'],
    ['1E6', '1E6'],
    ['12e-2', '120e-3'],
    ['1.01E', '1010P'],
    ['0.0001k', '100m'],
    ['0.1n', '1n'],
    ['0.0000000001', '1n'],
    ['-1.5Ki', '-1536'],
    ['512Ki', '512Ki'],
    ['0.5Ki', '512'],
    ['0.3Mi', '314572800m'],
    ['100Ki', '100Ki'],
    ['999Ei', '9223372036854775807'],
    ['9223372036854775807', '9223372036854775807'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['+5', '+5'],
    [2, '2'],
    [0.5, '500m'],
  ])('%s prints as %s', (text, printed) => {
    expect(canonicalQuantity(text)).toBe(printed);
  });

  it.each([
    ['', 'quantities must match'],
    ['1.1.M', 'quantities must match'],
    ['1+1.0M', 'quantities must match'],
    ['0.1mi', "unable to parse quantity's suffix"],
    ['1i', "unable to parse quantity's suffix"],
    ['aoeu', 'quantities must match'],
    ['-3.01e-', "unable to parse quantity's suffix"],
    ['1e999999999', "unable to parse quantity's suffix"],
    ['lots', 'quantities must match'],
  ])('%s is refused', (text, message) => {
    expect(() => parseQuantity(text)).toThrow(message);
    expect(tryParseQuantity(text)).toBeUndefined();
  });

  it('rounds up, away from zero, when counted in a coarser unit', () => {
    expect(parseQuantity('100m').value()).toBe(1);
    expect(parseQuantity('1100m').value()).toBe(2);
    expect(parseQuantity('-1100m').value()).toBe(-2);
    expect(parseQuantity('1u').milliValue()).toBe(1);
    expect(parseQuantity('2').milliValue()).toBe(2000);
    expect(parseQuantity('64Mi').value()).toBe(67108864);
    expect(parseQuantity('1500u').roundUp(-3).toString()).toBe('2m');
    expect(parseQuantity('8E').milliValue()).toBe(8e21);
  });

  it('adds and compares exactly, in the format of the one that had something', () => {
    expect(parseQuantity('100m').add(parseQuantity('1')).toString()).toBe('1100m');
    expect(parseQuantity('1Gi').sub(parseQuantity('512Mi')).toString()).toBe('512Mi');
    expect(newQuantity(0).add(parseQuantity('2Gi')).toString()).toBe('2Gi');
    expect(parseQuantity('0.1').add(parseQuantity('0.2')).equal(parseQuantity('0.3'))).toBe(true);
    expect(parseQuantity('1Gi').cmp(parseQuantity('1G'))).toBe(1);
    expect(parseQuantity('1000m').cmp(parseQuantity('1'))).toBe(0);
    expect(parseQuantity('8E').add(parseQuantity('1n')).cmp(parseQuantity('8E'))).toBe(1);
    expect(newMilliQuantity(250).toString()).toBe('250m');
    expect(parseQuantity('250m').mul(8).toString()).toBe('2');
  });
});

describe('an IntOrString', () => {
  it('takes a percentage of the total, rounded as asked', () => {
    expect(getScaledValueFromIntOrPercent('25%', 10, true)).toBe(3);
    expect(getScaledValueFromIntOrPercent('25%', 10, false)).toBe(2);
    expect(getScaledValueFromIntOrPercent(4, 10, false)).toBe(4);
  });

  it('explains what it cannot read', () => {
    expect(() => getScaledValueFromIntOrPercent('many', 1, true)).toThrow(
      'invalid value for IntOrString: invalid type: string is not a percentage',
    );
    expect(() => getScaledValueFromIntOrPercent('x%', 1, true)).toThrow(
      'invalid value for IntOrString: invalid value "x%": strconv.Atoi: parsing "x": invalid syntax',
    );
  });
});
