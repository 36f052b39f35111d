import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { serveCluster } from '../http-server.ts';
import { SERVER, writeKubeconfig } from './machine.ts';
import { printedText } from './session.ts';
import { Stage } from './stage.ts';

/** How long a program may be silent, in milliseconds of this machine, before it is taken to wait for the cluster. */
const WAITS_MS = 150;
/** The same for one that has asked something and asks nothing now: it sleeps, and looks again in a second. */
const SLEEPS_MS = 600;
const LOOK_MS = 10;
const BUSY_MS = 50;
const LONGEST_MS = 90_000;
const SECOND = 1_000_000;

/** Plays a session's commands through the real kubectl, over HTTP, with a cluster of their own. */
export class Real {
  readonly #stage = new Stage();
  readonly #folder: string;
  readonly #server: Server;
  readonly #open = new Set<object>();
  #activity = 0;
  #address = '';

  constructor(folder: string, binary: string) {
    this.#folder = folder;
    const bin = join(folder, '.bin');
    mkdirSync(bin);
    symlinkSync(binary, join(bin, 'kubectl'));
    this.#server = serveCluster(this.#stage.cluster, (error) => {
      throw error;
    });
    this.#server.on('request', (_message, response: ServerResponse) => this.#watch(response));
    this.#server.on('upgrade', (_message, socket: Duplex) => this.#watch(socket));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const bound = this.#server.address();
    this.#address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
    writeKubeconfig(this.#folder, this.#address);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async run(command: string): Promise<string> {
    const seconds = /^sleep (\d+)$/.exec(command)?.[1];
    if (seconds !== undefined) {
      this.#stage.pass(Number(seconds) * SECOND);
      return '';
    }
    if (/\bkubectl\b/.test(command)) this.#stage.beat();
    const printed = await this.#during(this.#bash(command));
    return printed.replaceAll(this.#address, SERVER).replaceAll(this.#address.slice(7), SERVER.slice(7));
  }

  #bash(command: string): Promise<string> {
    const path = `${join(this.#folder, '.bin')}:${existingFolders(process.env['PATH'] ?? '')}`;
    const env = { PATH: path, HOME: this.#folder };
    return new Promise((resolve, reject) => {
      const options = { cwd: this.#folder, env, timeout: LONGEST_MS };
      const child = spawn('bash', ['-c', `exec 2>&1\n${command}`], options);
      let printed = '';
      child.stdin.end();
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
      child.on('error', reject);
      child.on('close', (code) => resolve(printedText(printed, code ?? -1)));
    });
  }

  #watch(stream: ServerResponse | Duplex): void {
    this.#activity++;
    this.#open.add(stream);
    const write = stream.write.bind(stream);
    stream.write = ((...args: Parameters<typeof write>) => {
      this.#activity++;
      return write(...args);
    }) as typeof stream.write;
    stream.on('data', () => this.#activity++);
    stream.on('close', () => {
      this.#activity++;
      this.#open.delete(stream);
    });
  }

  async #during<T>(work: Promise<T>): Promise<T> {
    let over = false;
    const ended = () => (over = true);
    work.then(ended, ended);
    const begun = this.#activity;
    let seen = begun;
    let since = performance.now();
    while (!over) {
      const looked = performance.now();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      // While this process was busy with another session nothing could be heard: that is no silence.
      if (this.#activity !== seen || performance.now() - looked > BUSY_MS) {
        seen = this.#activity;
        since = performance.now();
        continue;
      }
      const waits = this.#open.size > 0;
      if (over || seen === begun || performance.now() - since < (waits ? WAITS_MS : SLEEPS_MS)) continue;
      this.#stage.runUntil(() => waits && this.#activity !== seen, this.#stage.cluster.now + SECOND);
      // A second of the cluster's for every second that a program sleeps, roughly.
      if (!waits) since = performance.now();
    }
    return work;
  }
}

/** npm puts folders on the path that are not there, and kubectl complains of each. */
function existingFolders(path: string): string {
  return path
    .split(':')
    .filter((folder) => existsSync(folder))
    .join(':');
}
