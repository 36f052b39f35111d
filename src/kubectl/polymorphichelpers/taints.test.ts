import { describe, expect, it } from 'vitest';
import { parseTaints, reorganized, type Taints } from './taints.ts';

function parsed(...texts: readonly string[]): Taints {
  const result = parseTaints(texts);
  if (typeof result === 'string') throw new Error(result);
  return result;
}

describe('taints on a command line', () => {
  it('are added, and removed with a dash at their end', () => {
    expect(parsed('a=b:NoSchedule', 'c-', 'd:NoExecute-')).toEqual({
      add: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
      remove: [
        { key: 'c', value: '', effect: '' },
        { key: 'd', value: '', effect: 'NoExecute' },
      ],
    });
  });

  it('are refused in the words of 1.33', () => {
    expect(parseTaints(['a=b:Never'])).toBe('invalid taint effect: Never, unsupported taint effect');
    expect(parseTaints(['a=b=c:NoSchedule'])).toBe('invalid taint spec: a=b=c:NoSchedule');
    expect(parseTaints(['a'])).toBe('invalid taint spec: a');
    expect(parseTaints(['a=b:NoSchedule', 'a=c:NoSchedule'])).toBe(
      'duplicated taints with the same key and effect: {a c NoSchedule <nil>}',
    );
  });
});

describe('the taints that a node then has', () => {
  const before = [
    { key: 'a', value: '1', effect: 'NoSchedule' as const },
    { key: 'a', effect: 'NoExecute' as const },
  ];

  it('have the new ones first, and those that they replace no more', () => {
    const { operation, after } = reorganized(before, true, parsed('a=2:NoSchedule', 'b:NoSchedule'));
    expect(operation).toBe('modified');
    expect(after).toEqual([
      { key: 'a', value: '2', effect: 'NoSchedule' },
      { key: 'b', effect: 'NoSchedule' },
      { key: 'a', effect: 'NoExecute' },
    ]);
  });

  it('lose every effect of a key, or the one that was named', () => {
    expect(reorganized(before, false, parsed('a-'))).toMatchObject({ operation: 'untainted', after: [] });
    expect(reorganized(before, false, parsed('a:NoExecute-')).after).toEqual([before[0]]);
  });

  it('cannot lose what they have not', () => {
    expect(reorganized(before, false, parsed('b:NoExecute-')).missing).toEqual(['taint "b:NoExecute" not found']);
  });
});
