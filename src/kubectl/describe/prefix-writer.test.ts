import { describe, expect, it } from 'vitest';
import { labelsMultiline } from './metadata.ts';
import { nested, tabbed, untabbed, type PrefixWriter } from './prefix-writer.ts';

function table(w: PrefixWriter): void {
  w.line(0, 'Name:\tweb');
  w.line(1, 'A longer title:\tx');
}

describe('the writer of descriptions', () => {
  it('indents by levels and puts what stands behind tabs below each other', () => {
    expect(tabbed(table)).toBe('Name:              web\n  A longer title:  x\n');
  });

  it('begins new columns after a flush', () => {
    const text = tabbed((w) => {
      table(w);
      w.flush();
      w.line(0, 'a\tb');
    });
    expect(text.endsWith('\na  b\n')).toBe(true);
  });

  it('shows a revision with its tabs as they are', () => {
    expect(untabbed(table)).toBe('Name:\tweb\n  A longer title:\tx\n');
  });

  it('lets nothing that it writes steer a terminal', () => {
    expect(tabbed((w) => w.line(0, 'a\u001b[2Jb\rc'))).toBe('a^[[2Jb\\rc\n');
  });

  it('indents every piece that is written to a nested writer, as upstream', () => {
    const text = untabbed((w) => labelsMultiline(nested(w, 2), 'Labels', { b: '2', a: '1' }));
    expect(text).toBe('    Labels:\t    a=1\n    \t    b=2\n');
  });
});
