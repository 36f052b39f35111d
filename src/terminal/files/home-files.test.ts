import { beforeEach, describe, expect, it } from 'vitest';
import { bytesOf, textOf } from '../../engine/apimachinery/index.ts';
import { firstFiles, FileError, HOME, HomeFiles, LIMITS, MemoryDisk, resolvePath, systemFiles } from './index.ts';

let disk: MemoryDisk;
let now = 0;
const open = (): Promise<HomeFiles> =>
  HomeFiles.open({
    disk,
    now: () => ++now,
    system: systemFiles(),
    first: firstFiles('https://172.18.0.2:6443', new Map([['pod.yaml', 'kind: Pod # 파드\n']])),
  });

function refusal(act: () => void): string {
  try {
    act();
  } catch (error) {
    if (error instanceof FileError) return error.message;
  }
  return 'no refusal';
}

beforeEach(() => {
  disk = new MemoryDisk();
});

describe('the files at home', () => {
  it('are there on the first visit, and are the learner’s from then on', async () => {
    const files = await open();
    expect(files.listNow(HOME)).toEqual(['.kube', 'examples']);
    expect(textOf(files.readNow(`${HOME}/examples/pod.yaml`)!)).toBe('kind: Pod # 파드\n');
    expect(files.readNow(`${HOME}/.kube/config`)).toContain('server: https://172.18.0.2:6443\n');
    files.removeNow(`${HOME}/examples`);
    await files.saved();
    expect((await open()).listNow(HOME)).toEqual(['.kube']);
  });

  it('outlive the page, with their modes and directories; what is in /tmp does not', async () => {
    const files = await open();
    files.makeDirectoryNow(`${HOME}/a/b`);
    files.writeNow(`${HOME}/a/b/c.sh`, bytesOf('echo 안녕'), 0o755);
    files.writeNow('/tmp/x', 'gone');
    await files.saved();
    const again = await open();
    expect(textOf(again.readNow(`${HOME}/a/b/c.sh`)!)).toBe('echo 안녕');
    expect(again.statNow(`${HOME}/a/b/c.sh`)).toMatchObject({ directory: false, mode: 0o755 });
    expect(again.statNow('/tmp/x')).toBeUndefined();
    expect(again.filesIn(`${HOME}/a`)).toEqual([`${HOME}/a/b/c.sh`]);
  });

  it('may be renamed with all that is in them, and are then only under the new name', async () => {
    const files = await open();
    files.renameNow(`${HOME}/examples`, `${HOME}/tries`);
    await files.saved();
    const again = await open();
    expect(again.listNow(HOME)).toEqual(['.kube', 'tries']);
    expect(again.listNow(`${HOME}/tries`)).toEqual(['pod.yaml']);
  });

  it('tell who listens what changed, and the time of it', async () => {
    const files = await open();
    const told: string[] = [];
    const stop = files.onChange((path) => told.push(path));
    files.writeNow(`${HOME}/x`, '1');
    const before = files.statNow(`${HOME}/x`)!.modified;
    files.writeNow(`${HOME}/x`, '2');
    expect(files.statNow(`${HOME}/x`)!.modified).toBeGreaterThan(before);
    stop();
    files.removeNow(`${HOME}/x`);
    expect(told).toEqual([`${HOME}/x`, `${HOME}/x`]);
  });

  it('are refused in the C library’s words', async () => {
    const files = await open();
    files.writeNow(`${HOME}/x`, '');
    expect(refusal(() => files.writeNow(`${HOME}/no/such`, ''))).toBe('No such file or directory');
    expect(refusal(() => files.writeNow(`${HOME}/x/y`, ''))).toBe('Not a directory');
    expect(refusal(() => files.writeNow(HOME, ''))).toBe('Is a directory');
    expect(refusal(() => files.writeNow('/etc/passwd', ''))).toBe('Permission denied');
    expect(refusal(() => files.removeNow(HOME))).toBe('Permission denied');
    expect(refusal(() => files.makeDirectoryNow(`${HOME}/x`))).toBe('File exists');
    expect(refusal(() => files.renameNow(`${HOME}/examples`, `${HOME}/examples/in`))).toBe('No such file or directory');
  });

  it('have limits, and reaching one changes nothing', async () => {
    const files = await open();
    files.writeNow(`${HOME}/x`, 'kept');
    expect(refusal(() => files.writeNow(`${HOME}/x`, 'x'.repeat(LIMITS.file + 1)))).toBe('File too large');
    expect(files.readNow(`${HOME}/x`)).toBe('kept');
    const piece = 'x'.repeat(LIMITS.file);
    for (let i = 0; i < LIMITS.total / LIMITS.file - 1; i++) files.writeNow(`${HOME}/${i}`, piece);
    expect(refusal(() => files.writeNow(`${HOME}/last`, piece))).toBe('No space left on device');
    files.removeNow(`${HOME}/0`);
    files.writeNow(`${HOME}/last`, piece);
    expect(refusal(() => files.writeNow(`${HOME}/${'n'.repeat(300)}`, ''))).toBe('File name too long');
  });

  it('keep their names apart from what objects inherit', async () => {
    const files = await open();
    expect(files.statNow('/__proto__')).toBeUndefined();
    files.writeNow(`${HOME}/__proto__`, 'x');
    expect(files.listNow(HOME)).toContain('__proto__');
  });
});

describe('resolvePath', () => {
  it.each([
    ['/home/user', 'a/b', '/home/user/a/b'],
    ['/home/user', '../user/./y//', '/home/user/y'],
    ['/', '../..', '/'],
    ['/tmp', '/etc/../etc/hosts', '/etc/hosts'],
  ])('in %s, %s is %s', (cwd, path, resolved) => expect(resolvePath(cwd, path)).toBe(resolved));
});
