import { textOf } from '../../engine/apimachinery/index.ts';
import { complete } from '../../kubectl/completion/index.ts';
import { groupResource, pathOf, type Mapping } from '../../kubectl/rest/types.ts';
import type { Output, Transport, World } from '../../kubectl/world.ts';
import type { Candidate } from '../line/candidates.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import type { SessionShell } from '../session/session-shell.ts';

const SILENT: Output = { tty: false, write: () => undefined, writeBytes: () => undefined };
/** Where no mirror knows the names, so many are asked for. */
const MOST_NAMES = 500;

/** kubectl's own completion, asked with an observer's eyes: nothing travels for a Tab. */
export class KubectlWords {
  readonly #machine: LearnerMachine;
  #transport: Transport;

  constructor(machine: LearnerMachine) {
    this.#machine = machine;
    this.#transport = this.#observing();
  }

  /** What discovery said belongs to the transport, and goes with it. */
  forget(): void {
    this.#transport = this.#observing();
  }

  async complete(args: readonly string[], word: string, shell: SessionShell): Promise<readonly Candidate[] | 'files'> {
    const world = this.#world(shell);
    const found = await complete(args, word, { world, names: (mapping, namespace) => this.#names(mapping, namespace) });
    if (found === 'files') return found;
    return found.map(({ text, open }) => ({ text, shown: shownOf(text, word), ...(open !== undefined && { open }) }));
  }

  async #names(mapping: Mapping, namespace: string): Promise<readonly string[]> {
    const { names } = this.#machine.surroundings;
    if (names) return names(groupResource(mapping), namespace);
    const url = `${pathOf(mapping, namespace)}?limit=${MOST_NAMES}`;
    const headers = { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' };
    const { status, body } = await this.#transport.fetch({ method: 'GET', url, headers });
    if (status !== 200) return [];
    const { items } = JSON.parse(body) as {
      readonly items: readonly { readonly metadata: { readonly name: string } }[];
    };
    return items.map(({ metadata }) => metadata.name);
  }

  #observing(): Transport {
    const { observe } = this.#machine.surroundings;
    return {
      fetch: (request) => observe(request),
      connect: () => {
        throw new Error('completion opens no streams');
      },
    };
  }

  #world({ shell }: SessionShell): World {
    const machine = this.#machine;
    return {
      transport: this.#transport,
      stdin: { tty: false, read: async () => undefined },
      stdout: SILENT,
      stderr: SILENT,
      files: machine.home,
      env: Object.fromEntries([...shell.variables.environment()].map(([name, value]) => [name, textOf(value)])),
      cwd: shell.process.cwd,
      now: () => machine.now(),
      sleep: () => Promise.resolve(),
      signal: new AbortController().signal,
      random: machine.random,
    };
  }
}

/** In a list only what follows a slash or an equals sign is told, as readline does of paths. */
function shownOf(text: string, word: string): string {
  const cut = Math.max(word.lastIndexOf('/'), word.startsWith('-') ? word.indexOf('=') : -1);
  return text.slice(cut + 1);
}
