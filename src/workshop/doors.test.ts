import { cruise } from 'dependency-cruiser';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import configuration, { ROOMS } from '../../.dependency-cruiser.mjs';

const folder = mkdtempSync(join(tmpdir(), 'orrery-doors-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The names of the rules that a small source tree breaks. */
async function broken(files: Record<string, string>): Promise<string[]> {
  const base = mkdtempSync(join(folder, 'tree-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
  const { tsConfig: _, ...options } = configuration.options;
  const { output } = await cruise(['src'], {
    ...options,
    baseDir: base,
    validate: true,
    ruleSet: { forbidden: configuration.forbidden },
  });
  if (typeof output === 'string') throw new Error('expected a report, not a text');
  return output.summary.violations.map((violation) => violation.rule.name);
}

const FILE = 'export const x = 1;\n';

describe('the doors', () => {
  it('let a component use client-go, and not etcd or another component', async () => {
    expect(
      await broken({
        'src/engine/kubelet/a.ts': "import { x } from '../client-go/b.ts';\nexport const y = x;\n",
        'src/engine/client-go/b.ts': FILE,
      }),
    ).toEqual([]);
    expect(
      await broken({
        'src/engine/kubelet/a.ts': "import type { x } from '../etcd/b.ts';\nexport type Y = typeof x;\n",
        'src/engine/etcd/b.ts': FILE,
      }),
    ).toEqual(['door: engine/kubelet']);
    expect(
      await broken({
        'src/engine/kubelet/a.ts': "import { x } from '../kube-proxy/b.ts';\nexport const y = x;\n",
        'src/engine/kube-proxy/b.ts': FILE,
      }),
    ).toEqual(['door: engine/kubelet']);
  });

  it('keep the engine behind the port, and the host out of the engine', async () => {
    expect(
      await broken({
        'src/ui/a.ts': "import { x } from '../engine/etcd/b.ts';\nexport const y = x;\n",
        'src/engine/etcd/b.ts': FILE,
      }),
    ).toEqual(['door: ui']);
    expect(
      await broken({ 'src/engine/sim/a.ts': "import { tmpdir } from 'node:os';\nexport const y = tmpdir;\n" }),
    ).toEqual(['packages: engine/sim']);
  });

  it('are shut for a room outside the table', async () => {
    const tree = { 'src/attic/a.ts': "import { x } from '../engine/sim/b.ts';\nexport const y = x;\n" };
    expect(await broken({ ...tree, 'src/engine/sim/b.ts': FILE })).toEqual(['a room outside the table']);
  });

  it('make no circle, each with its reason', () => {
    const below = (room: string): string[] => {
      const names = ROOMS[room]?.[0] ?? [];
      return names.flatMap((name) =>
        name.endsWith('/') ? Object.keys(ROOMS).filter((r) => r.startsWith(name)) : [name],
      );
    };
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      below(from).some((room) => room === to || (!seen.has(room) && reaches(room, to, seen.add(room))));
    const circles = Object.keys(ROOMS).filter((room) => room !== 'engine/testing' && reaches(room, room));
    expect(circles).toEqual([]);
    for (const [room, [, , reason]] of Object.entries(ROOMS)) expect(reason.length, room).toBeGreaterThan(4);
  });
});
