import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { masked } from './masks.ts';
import { Ours } from './ours.ts';
import { Real } from './real.ts';
import type { Step } from './session.ts';

/** The kubectl that ours is compared with, where it is installed. */
export const BINARY = [process.env['KUBECTL_1_33'] ?? '', '/usr/lib/google-cloud-sdk/bin/kubectl.1.33'].find(
  (path) => path !== '' && existsSync(path),
);

export function versionOf(binary: string): string {
  const { stdout } = spawnSync(binary, ['version', '--client', '-o', 'json'], { encoding: 'utf8' });
  const { clientVersion } = JSON.parse(stdout) as { readonly clientVersion: { readonly gitVersion: string } };
  return clientVersion.gitVersion;
}

export async function playOurs(commands: readonly string[], at: number): Promise<Step[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parity-'));
  try {
    const ours = new Ours(folder, at);
    return await playAll(commands, (command) => ours.run(command), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function playReal(commands: readonly string[], binary: string): Promise<Step[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parity-'));
  const real = new Real(folder, binary);
  try {
    await real.start();
    return await playAll(commands, (command) => real.run(command), folder);
  } finally {
    real.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function playAll(
  commands: readonly string[],
  run: (command: string) => Promise<string>,
  folder: string,
): Promise<Step[]> {
  const steps: Step[] = [];
  for (const command of commands) {
    const printed = (await run(command)).replaceAll(folder, '/home/user');
    steps.push({ command, printed });
  }
  return masked(steps);
}
