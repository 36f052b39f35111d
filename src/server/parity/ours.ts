import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bytesOf, decodeUTF8 } from '../../engine/apimachinery/index.ts';
import { kubectl, type Files, type Transport, type World } from '../../kubectl/index.ts';
import type { StreamEvent } from '../../protocol/index.ts';
import { inputOf } from '../kubectl-world.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import { SERVER, writeKubeconfig } from './machine.ts';
import { printedText } from './session.ts';
import { Stage } from './stage.ts';

/** How long a request may take before the clock is moved for it alone; how long a command may wait for anything at all. */
const AHEAD = 250_000;
const PATIENCE = 3600_000_000;

/** Plays a session's commands through our kubectl, in this process, with a cluster of their own. */
export class Ours {
  readonly #stage = new Stage();
  readonly #folder: string;
  readonly #at: number;
  readonly #transport: Transport;
  /** Grows with everything that kubectl is told. */
  #activity = 0;
  readonly #open = new Set<object>();
  readonly #sleepers = new Set<number>();

  /** `at`: what this machine's clock says, microseconds since the Unix epoch. */
  constructor(folder: string, at: number) {
    this.#folder = folder;
    this.#at = at;
    this.#transport = this.#transportOf();
    writeKubeconfig(folder, SERVER);
  }

  async run(command: string): Promise<string> {
    const seconds = /^sleep (\d+)$/.exec(command)?.[1];
    if (seconds !== undefined) {
      this.#stage.pass(Number(seconds) * 1_000_000);
      return '';
    }
    const line = readCommandLine(command, (file) => readFileSync(join(this.#folder, file), 'utf8'));
    if (line === undefined) return this.#bash(command, '');
    this.#stage.beat();
    return this.#kubectl(line);
  }

  async #kubectl(line: CommandLine): Promise<string> {
    const apart = line.pipe !== undefined || line.into !== undefined;
    let stdout = '';
    let both = '';
    const world = this.#world(
      line,
      (bytes) => {
        stdout += bytes;
        if (!apart) both += bytes;
      },
      (bytes) => {
        if (!line.silent) both += bytes;
      },
    );
    const code = await this.#during(kubectl(line.argv, world));
    const utf8 = (bytes: string) => decodeUTF8(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
    if (line.into !== undefined) writeFileSync(join(this.#folder, line.into), stdout, 'latin1');
    if (line.pipe !== undefined) return utf8(both) + this.#bash(line.pipe, stdout);
    return printedText(utf8(both), code);
  }

  #bash(command: string, input: string): string {
    const env = { PATH: process.env['PATH'], HOME: this.#folder };
    const options = { cwd: this.#folder, env, input: Buffer.from(input, 'latin1'), encoding: 'utf8' } as const;
    const { stdout, status } = spawnSync('bash', ['-c', `exec 2>&1\n${command}`], options);
    return printedText(stdout, status ?? -1);
  }

  #world(line: CommandLine, out: (bytes: string) => void, err: (bytes: string) => void): World {
    const output = (put: (bytes: string) => void) => ({
      tty: false,
      write: (text: string) => put(bytesOf(text)),
      writeBytes: put,
    });
    let chance = 1;
    return {
      transport: this.#transport,
      dial: ({ server }) => (server === SERVER ? this.#transport : unreachable(server)),
      stdin: inputOf(line.stdin ?? ''),
      stdout: output(out),
      stderr: output(err),
      files: syncFiles,
      env: { HOME: this.#folder, ...line.env },
      cwd: this.#folder,
      now: () => this.#at + this.#stage.cluster.now,
      sleep: (micros) => this.#sleep(micros),
      signal: new AbortController().signal,
      random: () => (chance = (chance * 48271) % 2147483647) / 2147483647,
      edit: (name, text) => Promise.resolve(this.#edit(name, text, line.env['KUBE_EDITOR'] ?? 'true')),
    };
  }

  #edit(name: string, text: string, editor: string): string {
    const file = join(this.#folder, '.edited', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    spawnSync('bash', ['-c', `${editor} ${file}`], { cwd: this.#folder });
    return readFileSync(file, 'utf8');
  }

  #transportOf(): Transport {
    const { cluster } = this.#stage;
    const begin = (request: Parameters<Transport['connect']>[0], told: (event: StreamEvent) => void) => {
      const exchange = {};
      this.#open.add(exchange);
      const tell = (event: StreamEvent) => {
        if (!this.#open.has(exchange)) return;
        this.#activity++;
        const over = event.type === 'end' || event.type === 'failed' || (event.type === 'response' && !event.streams);
        if (over) this.#open.delete(exchange);
        told(event);
      };
      const stream = cluster.connect(request, {
        onResponse: (response, streams) => tell({ type: 'response', response, streams }),
        onChunk: (text) => tell({ type: 'chunk', text }),
        onMessage: (message) => tell({ type: 'message', message }),
        onEnd: () => tell({ type: 'end' }),
        onFailure: (reason) => tell({ type: 'failed', reason }),
      });
      return {
        send: stream.send,
        cancel: () => {
          this.#open.delete(exchange);
          stream.cancel();
        },
      };
    };
    return {
      fetch: (request) =>
        new Promise((resolve, reject) => {
          let answered = false;
          begin(request, (event) => {
            answered = true;
            if (event.type === 'response') resolve(event.response);
            else if (event.type === 'failed') reject(new Error(event.reason));
          });
          this.#stage.runUntil(() => answered, cluster.now + AHEAD);
        }),
      connect: begin,
    };
  }

  async #sleep(micros: number): Promise<void> {
    const until = this.#stage.cluster.now + micros;
    this.#sleepers.add(until);
    while (this.#stage.cluster.now < until) await turn();
    this.#sleepers.delete(until);
    this.#activity++;
  }

  /** Lets the clock run whenever kubectl has nothing to do but wait. */
  async #during<T>(work: Promise<T>): Promise<T> {
    let over = false;
    const ended = () => (over = true);
    work.then(ended, ended);
    const deadline = this.#stage.cluster.now + PATIENCE;
    while (!over) {
      const before = this.#activity;
      await turn();
      await turn();
      if (over || this.#activity !== before) continue;
      const wake = Math.min(deadline, ...this.#sleepers);
      if (this.#open.size === 0 && this.#sleepers.size === 0) continue;
      this.#stage.runUntil(() => this.#activity !== before, wake);
      if (this.#stage.cluster.now >= deadline) throw new Error('the command waits for something that does not come');
    }
    for (const exchange of this.#open) this.#open.delete(exchange);
    return work;
  }
}

/** Nobody listens there. */
function unreachable(server: string): Transport {
  const reason = `dial tcp ${server.replace(/^https?:\/\//, '')}: connect: connection refused`;
  return {
    fetch: () => Promise.reject(new Error(reason)),
    connect: (_request, told) => {
      told({ type: 'failed', reason });
      return { send: () => undefined, cancel: () => undefined };
    },
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function orNothing<T>(read: () => T): Promise<T | undefined> {
  try {
    return Promise.resolve(read());
  } catch {
    return Promise.resolve(undefined);
  }
}

/** Answers at once, so that how fast a disk is does not show. */
const syncFiles: Files = {
  read: (path) => orNothing(() => readFileSync(path, 'latin1')),
  write: (path, bytes, mode) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes, { encoding: 'latin1', ...(mode !== undefined && { mode }) });
    return Promise.resolve();
  },
  stat: (path) =>
    orNothing(() => {
      const found = statSync(path);
      const modified = Math.trunc(found.mtimeMs * 1000);
      return { directory: found.isDirectory(), size: found.size, mode: found.mode & 0o777, modified };
    }),
  list: (path) => orNothing(() => readdirSync(path).sort()),
  makeDirectory: (path) => {
    mkdirSync(path, { recursive: true });
    return Promise.resolve();
  },
  remove: (path) => {
    rmSync(path, { recursive: true, force: true });
    return Promise.resolve();
  },
};
