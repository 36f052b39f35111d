import { describe, expect, it } from 'vitest';
import { Sanitizer } from './sanitize.ts';
import { textWidth, withoutColours } from './width.ts';

const plain = (text: string): string => new Sanitizer().clean(text);
const raw = (text: string): string => new Sanitizer('raw').clean(text);

describe('what a program prints', () => {
  it('is shown as text, in its colours', () => {
    expect(plain('\x1b[1;31mred\x1b[0m 한글\t|\n')).toBe('\x1b[1;31mred\x1b[0m 한글\t|\r\n');
  });

  it.each([
    ['a title', '\x1b]0;owned\x07after', 'after'],
    ['a title with the other end', '\x1b]2;owned\x1b\\after', 'after'],
    ['the clipboard', '\x1b]52;c;cm0gLXJmIC8=\x07after', 'after'],
    ['a link', '\x1b]8;;https://evil.example\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['device control', '\x1bP+q544e\x1b\\after', 'after'],
    ['a question that is answered as typing', '\x1b[6n\x1b[c\x1b[>c\x1b[5nafter', 'after'],
    ['the cursor', '\x1b[2J\x1b[H\x1b[1Aafter', 'after'],
    ['a mode', '\x1b[?1049h\x1b[?2004lafter', 'after'],
    ['a reset', '\x1bcafter', 'after'],
    ['eight-bit forms', '\x9b2J\x9d0;owned\x07after', 'after'],
    ['backspaces and bells', 'rm\b\b\x07after', 'rmafter'],
    ['private colours', '\x1b[?1mafter', 'after'],
    ['directions', 'a\u202eb\u2066c', 'abc'],
  ])('cannot do anything with %s', (_name, hostile, shown) => {
    expect(plain(hostile)).toBe(shown);
    // The same when it comes byte by byte.
    const sanitizer = new Sanitizer();
    expect([...hostile].map((one) => sanitizer.clean(one)).join('')).toBe(shown);
  });

  it('is not swallowed by a sequence that never ends', () => {
    expect(plain('\x1b]0;never\nnext\n')).toBe('\r\nnext\r\n');
    expect(plain('\x1b[31\nnext')).toBe('\r\nnext');
    expect(plain(`\x1b[${'1'.repeat(500)}mnext`)).toBe('next');
  });
});

describe('what a far terminal draws', () => {
  it('may move the cursor and erase, and still not ask, title or copy', () => {
    expect(raw('a\b \b\x1b[2K\x1b[?25l\r\n')).toBe('a\b \b\x1b[2K\x1b[?25l\r\n');
    expect(raw('\x1b[6n\x1b]52;c;eA==\x07\x1b[?1000hx')).toBe('x');
  });
});

describe('the width of a text', () => {
  it('is that of its cells', () => {
    expect(textWidth('파드 a')).toBe(6);
    expect(textWidth('e\u0301')).toBe(1);
    expect(textWidth(withoutColours('\x1b[1;32muser\x1b[0m$'))).toBe(5);
  });
});
