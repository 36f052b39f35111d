import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RULES, type Rule, fileSize, missingMessages, names, noMachine, roomOpensWithDoc, todos } from './tidy.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BINARY = /\.(png|jpg|webp|woff2?|ttf|ico|gz)$/;

const wrong = (rule: Rule, path: string, text = ''): number => rule({ path, text }).length;
const LATER = ['TO', 'DO'].join('');

describe('the tidy rules notice', () => {
  it('a file that is too long, and not one that just fits', () => {
    expect(wrong(fileSize, 'src/a.ts', 'x\n'.repeat(401))).toBe(1);
    expect(wrong(fileSize, 'src/a.ts', 'x\n'.repeat(400))).toBe(0);
    expect(wrong(fileSize, 'src/golden/a.ts', 'x\n'.repeat(401))).toBe(0);
  });

  it('a name that says nothing, as a folder or a file', () => {
    expect(wrong(names, 'src/utils/a.ts')).toBe(1);
    expect(wrong(names, 'src/engine/helpers.test.ts')).toBe(1);
    expect(wrong(names, 'src/Common.tsx')).toBe(1);
    expect(wrong(names, 'src/engine/utilization.ts')).toBe(0);
  });

  it('a note for later without its seed', () => {
    expect(wrong(todos, 'src/a.ts', `// ${LATER}: later`)).toBe(1);
    expect(wrong(todos, 'src/a.ts', `// ${LATER} (seed 42): later`)).toBe(0);
  });

  it('a room that does not say what it is', () => {
    const doc =
      '/**\n * etcd keeps every object under its key, with its revisions, and answers from any of them.\n */\n';
    expect(wrong(roomOpensWithDoc, 'src/engine/etcd/index.ts', `export {};\n${doc}`)).toBe(1);
    expect(wrong(roomOpensWithDoc, 'src/engine/etcd/index.ts', '/** etcd */\nexport {};')).toBe(1);
    expect(wrong(roomOpensWithDoc, 'src/engine/etcd/index.ts', `${doc}export {};`)).toBe(0);
    expect(wrong(roomOpensWithDoc, 'src/engine/api/pod/index.ts', 'export {};')).toBe(0);
  });

  it('the machine a file was written on', () => {
    const home = ['', 'home', 'somebody', 'orrery'].join('/');
    expect(wrong(noMachine, 'src/a.ts', `const at = '${home}/x';`)).toBe(1);
    expect(wrong(noMachine, 'package-lock.json', `"${'resolved'}": "https://registry.example/x.tgz"`)).toBe(1);
    expect(wrong(noMachine, '.npmrc', ['regis', 'try=https://example/'].join(''))).toBe(1);
    expect(wrong(noMachine, 'src/a.ts', 'const x = 1;\nregistry = storage;')).toBe(0);
    expect(wrong(noMachine, 'src/a.ts', "const path = '/var/lib/kubelet';")).toBe(0);
  });

  it('a message that one language lacks', () => {
    expect(missingMessages({ ko: { pod: { born: '태어났습니다' } }, en: { pod: { born: 'is born' } } })).toEqual([]);
    expect(missingMessages({ ko: { pod: {} }, en: { pod: { born: 'is born' } } })).toEqual(['ko: pod.born is missing']);
  });
});

describe('this repository', () => {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  const tracked = listed.filter((path) => !BINARY.test(path) && existsSync(join(ROOT, path)));

  it('is tidy', () => {
    expect(tracked).toContain('src/workshop/tidy.test.ts');
    const files = tracked.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
    expect(files.flatMap((file) => RULES.flatMap((rule) => rule(file)))).toEqual([]);
  });

  it('has an index.ts in every room of the engine', () => {
    const rooms = new Set(tracked.flatMap((path) => /^(src\/engine\/[^/]+)\/.+\.ts$/.exec(path)?.[1] ?? []));
    expect([...rooms].filter((room) => !tracked.includes(`${room}/index.ts`))).toEqual([]);
  });

  it('says everything in every language', async () => {
    const modules = ['ko', 'en'].map((language) => [language, join(ROOT, 'src/i18n', `${language}.ts`)] as const);
    if (!modules.every(([, file]) => existsSync(file))) return;
    const loaded = await Promise.all(
      modules.map(async ([language, file]) => [language, await import(pathToFileURL(file).href)] as const),
    );
    const messages = loaded.map(
      ([language, module]) => [language, module.default ?? module[language] ?? module] as const,
    );
    expect(missingMessages(Object.fromEntries(messages))).toEqual([]);
  });
});
