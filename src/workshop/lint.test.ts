import { ESLint } from 'eslint';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint({ cwd: fileURLToPath(new URL('../../', import.meta.url)) });

/** What lint says about a text as if it stood at a path. */
async function complaints(path: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path });
  return (result?.messages ?? []).map((message) => message.message);
}

const IN_ENGINE: readonly [string, string][] = [
  ['export const now = Date.now();', 'virtual time'],
  ['export const chance = Math.random();', 'seeded random stream'],
  ["export const order = 'a'.localeCompare('b');", 'compareStrings'],
  ['export const number = new Intl.NumberFormat();', 'apimachinery'],
  ['export async function wait() {}', 'function*'],
  ['export const later = (): Promise<void> => Promise.resolve();', 'function*'],
  ["export const room = import('./room.ts');", 'Import at the top'],
  ['setTimeout(() => {}, 1);', 'timers'],
  ["console.log('here');", 'the trace'],
  ['export const at = performance.now();', 'clock'],
  ['export const id = crypto.randomUUID();', 'seeded random stream'],
  ['export const secret = globalThis;', 'no ambient globals'],
];

describe('lint, in the engine', () => {
  it.each(IN_ENGINE)('refuses %s and names what to use instead', async (text, instead) => {
    expect((await complaints('src/engine/etcd/sample.ts', text)).join('\n')).toContain(instead);
  });

  it('leaves a process called process, and the same words elsewhere, alone', async () => {
    expect(
      await complaints('src/engine/etcd/sample.ts', 'export const of = (process: { id: string }) => process.id;'),
    ).toEqual([]);
    expect(await complaints('src/kubectl/sample.ts', 'export const now = (): number => Date.now();')).toEqual([]);
  });
});

describe('lint, everywhere', () => {
  it('refuses any, and a cast to never', async () => {
    expect(await complaints('src/ui/sample.ts', 'export const x: any = 1;')).toHaveLength(1);
    expect(await complaints('src/ui/sample.ts', 'export const x = 1 as never;')).toHaveLength(1);
  });

  it('refuses a function of more than 70 lines, but not in a test', async () => {
    const long = `export function f(): number {\n${'  f();\n'.repeat(70)}  return 1;\n}\n`;
    expect(await complaints('src/ui/sample.ts', long)).toHaveLength(1);
    expect(await complaints('src/ui/sample.test.ts', long)).toEqual([]);
  });

  it('refuses a hook behind a condition', async () => {
    const text =
      "import { useState } from 'react';\nexport function Pod(p: { on: boolean }) {\n  if (p.on) useState(1);\n  return null;\n}\n";
    expect(await complaints('src/ui/Pod.tsx', text)).toHaveLength(1);
  });
});
