import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { KUBECTL, type Loopback } from './loopback.ts';

/**
 * A transcript is a shell session: a line `$ COMMAND`, then everything that it printed, then `[CODE]` when it failed. A here-document
 * belongs to its command.
 */
export interface TranscriptStep {
  readonly command: string;
  readonly answer: string;
}

export function readTranscript(text: string): TranscriptStep[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = endOfCommand(part);
      return { command: part.slice(0, end).trimEnd(), answer: part.slice(end).trim() };
    });
}

/** Behind its line, or behind the line that ends its here-document. */
function endOfCommand(part: string): number {
  const line = part.indexOf('\n');
  if (line < 0) return part.length;
  const marker = /<<'?(\w+)'?/.exec(part.slice(0, line))?.[1];
  if (marker === undefined) return line;
  const close = part.indexOf(`\n${marker}\n`, line);
  return close < 0 ? part.length : close + marker.length + 1;
}

/** How a transcript is written down again, with what was printed this time. */
export function formatTranscript(steps: readonly TranscriptStep[]): string {
  return steps.map(({ command, answer }) => `$ ${command}\n${answer === '' ? '' : `${answer}\n`}`).join('');
}

/** Runs the commands one after the other in bash, where `kubectl` is `binary` and means this cluster. */
export async function playTranscript(
  { folder, kubeconfig }: Loopback,
  steps: readonly TranscriptStep[],
  binary: string = KUBECTL,
): Promise<TranscriptStep[]> {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  if (binary.includes('/')) symlinkSync(binary, join(bin, 'kubectl'));
  const path = `${bin}:${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH: path, HOME: folder, KUBECONFIG: kubeconfig(), KUBE_EDITOR: '' };
  const played: TranscriptStep[] = [];
  for (const { command } of steps) played.push({ command, answer: settled(await bash(command, folder, env)) });
  return played;
}

const LONGEST_MS = 60_000;

function bash(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', `exec 2>&1\n${command}`], { cwd, env, timeout: LONGEST_MS });
    let printed = '';
    child.stdin.end();
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0 ? printed : `${printed.trimEnd()}\n[${code ?? 'killed'}]`));
  });
}

/** What a ReplicaSet adds to a name, and then a pod. */
const HASHED = /\b(?=[a-z]*\d)[bcdfghj-np-tv-z2456789]{8,10}-[bcdfghj-np-tv-z2456789]{5}\b/g;

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

/** Without what another run may print in another way: ages, addresses, ports and random names; columns are one space apart. */
function settled(text: string): string {
  return text
    .replace(/https?:\/\/127\.0\.0\.1:\d+/g, '<server>')
    .replace(/\b\d+\.\d+s\b/g, '<seconds>')
    .replace(/(?<=\s)(?:\d+[dhs]|\d\d?m)+(?=\s|$)/gm, '<age>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>')
    .replace(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000/g, '<time>')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uid>')
    .replace(/(resourceVersion: )"\d+"/g, '$1<revision>')
    .replace(/\b10\.\d+\.\d+\.\d+/g, '<ip>')
    .replace(HASHED, '<hash>-<rand>')
    .replace(/(?<=\S)[ \t]{2,}(?=\S)/g, ' ')
    .replace(/^ {12,}/gm, ' '.repeat(12))
    .replace(COLOUR, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
