import { beforeEach, describe, expect, it } from 'vitest';
import { HomeFiles, MemoryDisk } from '../files/index.ts';
import { Screen } from '../testing/screen.ts';
import type { Completion } from './candidates.ts';
import { History } from './history.ts';
import { decodeKeys } from './keys.ts';
import { LineEditor, type LineEnd } from './line-editor.ts';

const PROMPT = '\x1b[32mme\x1b[0m$ ';
let screen: Screen;
let history: History;
let editor: LineEditor;
let completion: (text: string, cursor: number) => Completion;

async function sit(columns = 20): Promise<void> {
  screen = new Screen(columns);
  history = new History(await HomeFiles.open({ disk: new MemoryDisk(), now: () => 0 }));
  completion = () => ({ from: 0, to: 0, candidates: [] });
  editor = new LineEditor({
    write: (text) => screen.write(text),
    columns,
    history,
    complete: async (text, cursor) => completion(text, cursor),
    clear: () => screen.write('\x1b[2J\x1b[H'),
    pasted: (lines) => `${lines} lines`,
    refused: (characters) => `refused ${characters}`,
    more: (count) => `${count} more`,
  });
  editor.begin(PROMPT);
}

async function type(data: string): Promise<LineEnd | undefined> {
  let end: LineEnd | undefined;
  for (const key of decodeKeys(data)) end ??= await editor.press(key);
  return end;
}

beforeEach(() => sit());

describe('a line', () => {
  it('is what was typed, when Enter is pressed', async () => {
    expect(await type('ls -l\r')).toEqual({ line: 'ls -l' });
    expect(screen.text).toBe('me$ ls -l');
    expect(screen.cursor).toEqual([1, 0]);
  });

  it.each([
    ['C-a and C-e', 'bc\x01a\x05d', 'abcd', 8],
    ['arrows', 'ac\x1b[Db', 'abc', 6],
    ['Home and End', 'bc\x1b[Ha\x1b[Fd', 'abcd', 8],
    ['C-k', 'one two\x1b[D\x1b[D\x1b[D\x0b', 'one', 8],
    ['C-u', 'one two\x1b[D\x1b[D\x1b[D\x15', 'two', 4],
    ['C-w, then C-y', 'a /b/c d\x17\x17\x19', 'a /b/c', 11],
    ['M-b and M-f', 'one two\x1bb\x1bbX\x1bfY', 'XoneY two', 9],
    ['M-Backspace', 'a/b/cde\x1b\x7f', 'a/b/', 8],
    ['M-d', 'one two\x01\x1bd', 'two', 4],
    ['Delete', 'abc\x1b[D\x1b[3~', 'ab', 6],
    ['Backspace over a wide letter', '파드\x7f!', '파!', 7],
    ['C-t', 'ab\x14', 'ba', 6],
    ['keys that mean nothing', 'a\x1b[15~\x1b[5~b', 'ab', 6],
  ])('is edited by %s', async (_name, keys, text, column) => {
    await type(keys);
    expect(editor.text.trim()).toBe(text);
    expect(screen.text.trimEnd()).toBe(`me$${editor.text === '' ? '' : ` ${editor.text}`}`.trimEnd());
    expect(screen.cursor).toEqual([0, column]);
  });

  it('wraps, wide letters too, and stays whole when its middle changes', async () => {
    await type('0123456789012345');
    // Exactly full: the cursor waits at the beginning of the next row.
    expect(screen.cursor).toEqual([1, 0]);
    await type('가\x01>>');
    expect(screen.lines).toEqual(['me$ >>01234567890123', '45가']);
    expect(screen.cursor).toEqual([0, 6]);
    await type('\x05\x7f\x7f\x7f\x7f\x7f');
    expect(screen.lines).toEqual(['me$ >>012345678901']);
  });

  it('ends with C-c, and with C-d when it is empty', async () => {
    expect(await type('oops\x03')).toBe('interrupted');
    expect(screen.text).toBe('me$ oops^C');
    editor.begin(PROMPT);
    expect(await type('\x04')).toBe('end of input');
  });
});

describe('history', () => {
  beforeEach(() => {
    for (const line of ['kubectl get pods', 'ls', 'kubectl get nodes']) history.add(line);
  });

  it('is walked with the arrows, and what was being typed waits at its end', async () => {
    await type('half\x1b[A\x1b[A');
    expect(editor.text).toBe('ls');
    await type('\x1b[A\x1b[A');
    expect(editor.text).toBe('kubectl get pods');
    await type('\x1b[B\x1b[B\x1b[B\x1b[B');
    expect(editor.text).toBe('half');
  });

  it('is searched with C-r, older with C-r again, and left with C-g', async () => {
    await type('x\x12get');
    expect(screen.text).toBe("(reverse-i-search)`get': kubectl get nodes".replace(/(.{20})/g, '$1\n').trimEnd());
    await type('\x12');
    expect(editor.text).toBe('kubectl get pods');
    await type('\x07');
    expect(editor.text).toBe('x');
    expect(screen.text).toBe('me$ x');
    expect(await type('\x12no\r')).toEqual({ line: 'kubectl get nodes' });
  });

  it('says when nothing was found', async () => {
    await sit(60);
    await type('\x12zzz');
    expect(screen.text).toContain('(failed reverse-i-search)`zzz');
  });

  it('keeps entries of several lines, leaves out what begins with a space, and survives', async () => {
    const disk = new MemoryDisk();
    const files = await HomeFiles.open({ disk, now: () => 0 });
    const kept = new History(files);
    for (const line of ['a', 'a', ' secret', 'cat <<E\n#1\nE', '#2']) kept.add(line);
    await files.saved();
    const again = new History(await HomeFiles.open({ disk, now: () => 0 }));
    expect(again.entries[0]).toBe('a');
    expect(again.entries).not.toContain(' secret');
    expect(kept.entries).toEqual(['a', 'cat <<E\n#1\nE', '#2']);
  });
});

describe('completion', () => {
  const among =
    (...names: string[]) =>
    (text: string, cursor: number): Completion => {
      const from = text.lastIndexOf(' ', cursor - 1) + 1;
      const word = text.slice(from, cursor);
      return {
        from,
        to: cursor,
        candidates: names.filter((name) => name.startsWith(word)).map((name) => ({ text: name })),
      };
    };

  it('takes the only one, and a space behind it', async () => {
    completion = among('pods', 'nodes');
    await type('get p\t');
    expect(editor.text).toBe('get pods ');
  });

  it('takes what all begin with, and lists them at the second Tab', async () => {
    completion = among('web-1', 'web-2', 'web-30');
    await type('w\t');
    expect(editor.text).toBe('web-');
    await type('\t');
    expect(screen.lines).toEqual(['me$ web-']);
    await type('\t');
    expect(screen.lines).toEqual(['me$ web-', 'web-1   web-30', 'web-2', 'me$ web-']);
    expect(screen.cursor).toEqual([3, 8]);
  });

  it('goes on without a space where more may follow', async () => {
    completion = (text) => ({ from: 0, to: text.length, candidates: [{ text: 'examples/', open: true }] });
    await type('ex\t');
    expect(editor.text).toBe('examples/');
  });

  it('says how many of a very long list it leaves out', async () => {
    completion = among(...Array.from({ length: 450 }, (_, i) => `pod-${i}`));
    await type('pod-\t\t');
    expect(screen.text).toContain('250 more');
  });
});

describe('a paste', () => {
  const paste = (text: string): string => `\x1b[200~${text}\x1b[201~`;

  it('of several lines is shown and not run, until Enter', async () => {
    expect(await type(paste('echo a\r\nrm -rf b\r\n'))).toBeUndefined();
    expect(screen.lines).toEqual(['me$ echo a', 'rm -rf b', '2 lines']);
    expect(screen.cursor).toEqual([1, 8]);
    expect(await type('\r')).toEqual({ line: 'echo a\nrm -rf b' });
    expect(screen.lines).toEqual(['me$ echo a', 'rm -rf b']);
  });

  it('brings text only', async () => {
    await type(paste('a\x1b[31mb\x03\x04\x00\u202ec'));
    expect(editor.text).toBe('a[31mbc');
  });

  it('that is huge is refused', async () => {
    await type(`x${paste('y'.repeat(70_000))}`);
    expect(editor.text).toBe('x');
    expect(screen.lines).toEqual(['me$ x', 'refused 70000']);
  });
});
