import { textOf } from '../../engine/apimachinery/index.ts';
import { builtinNames } from '../../engine/shell/index.ts';
import { HOME } from '../files/index.ts';
import { NOTHING, type Candidate, type Completion } from '../line/candidates.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import type { SessionShell } from '../session/session-shell.ts';
import { MISSING } from '../tools/missing.ts';
import { KubectlWords } from './kubectl-words.ts';
import { quoted, wordsAt, type Typed } from './words.ts';

const KEYWORDS = [
  'for',
  'while',
  'until',
  'if',
  'case',
  'function',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'esac',
];
/** Commands behind which another command stands. */
const PREFIXES = new Set(['watch', 'xargs', 'time', 'command', 'exec', 'env', 'timeout', 'then', 'do', 'else', '!']);
const KUBECTL = 'kubectl';

/** Tab: how a line may go on, from the machine's programs, its files, and kubectl's own completion. */
export class Completer {
  readonly #machine: LearnerMachine;
  readonly #kubectl: KubectlWords;

  constructor(machine: LearnerMachine) {
    this.#machine = machine;
    this.#kubectl = new KubectlWords(machine);
  }

  /** The cluster is asked once for each prompt; what it said is forgotten at the next. */
  forget(): void {
    this.#kubectl.forget();
  }

  async complete(text: string, cursor: number, shell: SessionShell): Promise<Completion> {
    const typed = wordsAt(text, cursor);
    const candidates = await this.#candidates(typed, shell);
    if (candidates.length === 0) return NOTHING;
    const { from, to, quote } = typed;
    return { from, to, candidates: candidates.map((candidate) => written(candidate, quote)) };
  }

  async #candidates(typed: Typed, shell: SessionShell): Promise<readonly Candidate[]> {
    const { before, word, redirected } = typed;
    if (word.startsWith('$') && typed.quote !== "'") return this.#variables(word, shell);
    if (redirected || word.startsWith('~')) return this.#files(word, shell);
    const command = this.#command(before, shell);
    if (command === undefined) return word.includes('/') ? this.#files(word, shell) : this.#programs(word, shell);
    if (command[0] === KUBECTL) {
      const words = await this.#kubectl.complete(command.slice(1), word, shell);
      if (words !== 'files') return words;
      const equals = word.startsWith('-') ? word.indexOf('=') + 1 : 0;
      return this.#files(word.slice(equals), shell).map((file) => ({
        ...file,
        text: word.slice(0, equals) + file.text,
      }));
    }
    return this.#files(word, shell, command[0] === 'cd');
  }

  /** The words of the innermost command, aliases replaced; undefined: the command itself is being typed. */
  #command(before: readonly string[], shell: SessionShell): readonly string[] | undefined {
    let words = before.filter((word, at) => at > 0 || !/^\w+=/.test(word));
    for (let depth = 0; depth < 8; depth++) {
      const [first] = words;
      if (first === undefined) return undefined;
      const alias = shell.shell.aliases.get(first);
      if (alias !== undefined && textOf(alias).split(/\s+/)[0] !== first) {
        words = [...textOf(alias).trim().split(/\s+/), ...words.slice(1)];
        continue;
      }
      if (!PREFIXES.has(first)) return words;
      const next = words.findIndex((word, at) => at > 0 && !word.startsWith('-') && !/^[\d.]+s?$/.test(word));
      if (next < 0) return undefined;
      words = words.slice(next);
    }
    return words;
  }

  #programs(word: string, { shell }: SessionShell): readonly Candidate[] {
    const missing = new Set(MISSING);
    const names = new Set([
      ...this.#machine.programNames.filter((name) => !missing.has(name)),
      ...builtinNames(),
      ...KEYWORDS,
      ...shell.aliases.keys(),
      ...shell.functions.keys(),
    ]);
    return [...names]
      .filter((name) => name.startsWith(word))
      .sort()
      .map((text) => ({ text }));
  }

  #variables(word: string, { shell }: SessionShell): readonly Candidate[] {
    const brace = word.startsWith('${') ? '${' : '$';
    const part = word.slice(brace.length);
    const close = brace === '${' ? '}' : '';
    return [...shell.variables.environment().keys()]
      .filter((name) => name.startsWith(part))
      .sort()
      .map((name) => ({ text: `${brace}${name}${close}`, shown: name, raw: true }));
  }

  /** Names in the directory that the word names; a directory goes on with its slash. */
  #files(word: string, shell: SessionShell, directories = false): readonly Candidate[] {
    const slash = word.lastIndexOf('/') + 1;
    const [folder, part] = [word.slice(0, slash), word.slice(slash)];
    const place = folder.startsWith('~/') ? `${HOME}/${folder.slice(2)}` : folder;
    const path = shell.shell.process.path(place === '' ? '.' : place).replace(/(.)\/$/, '$1');
    const { home } = this.#machine;
    const candidates: Candidate[] = [];
    for (const name of home.listNow(path) ?? []) {
      if (!name.startsWith(part) || (name.startsWith('.') && !part.startsWith('.'))) continue;
      const stat = home.statNow(path === '/' ? `/${name}` : `${path}/${name}`);
      if (stat?.directory === true) candidates.push({ text: `${folder}${name}/`, shown: `${name}/`, open: true });
      else if (!directories) candidates.push({ text: `${folder}${name}`, shown: name });
    }
    return candidates;
  }
}

/** In the line a word is quoted; in the list it is shown as it is. */
function written(candidate: Candidate, quote: Typed['quote']): Candidate {
  const { text, shown, open, raw } = candidate;
  if (raw === true) return candidate;
  const end = quote !== '' && open !== true ? quote : '';
  return { text: quoted(text, quote) + end, shown: shown ?? text, ...(open !== undefined && { open }) };
}
