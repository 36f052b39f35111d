import { goQuote } from '../../engine/apimachinery/index.ts';
import { bareValue, FlagSet } from './flag-set.ts';
import type { Command, Flag } from './types.ts';

/** A command, and those above it, the root first. */
export interface Found {
  readonly chain: readonly Command[];
  /** What is left of the command line without the commands' names. */
  readonly rest: readonly string[];
}

export class UnknownCommand extends Error {}

/** Which command a command line means (cobra/command.go, Find). Throws an UnknownCommand. */
export function find(root: Command, words: readonly string[]): Found {
  let chain: readonly Command[] = [root];
  let rest = words;
  while (true) {
    const flags = knownFlags(chain);
    const [name] = stripFlags(rest, flags);
    const next = name === undefined ? undefined : childOf(chain.at(-1)!, name);
    if (next === undefined || name === undefined) break;
    rest = minusFirst(rest, name, flags);
    chain = [...chain, next];
  }
  if (chain.length === 1) {
    const [word] = stripFlags(rest, knownFlags(chain));
    if (word !== undefined) {
      throw new UnknownCommand(`unknown command ${goQuote(word)} for ${goQuote(root.name)}${suggestions(root, word)}`);
    }
  }
  return { chain, rest };
}

export function childOf(command: Command, word: string): Command | undefined {
  return command.commands?.find(({ name, aliases }) => name === word || aliases?.includes(word));
}

/** A command's own flags, then those that its parents lend it. */
export function flagsOf(chain: readonly Command[]): readonly Flag[] {
  const lent = [...chain].reverse().flatMap(({ persistentFlags }) => persistentFlags ?? []);
  return [...(chain.at(-1)?.flags ?? []), ...lent, HELP];
}

export const HELP: Flag = { name: 'help', short: 'h', type: 'bool', usage: 'help', hidden: true };

function knownFlags(chain: readonly Command[]): FlagSet {
  return new FlagSet(flagsOf(chain), () => undefined);
}

/** Whether the word is a flag whose value is the word after it. */
function takesNext(word: string, flags: FlagSet): boolean {
  if (word.includes('=')) return false;
  const long = word.startsWith('--');
  if (!long && !(word.startsWith('-') && word.length === 2)) return false;
  const flag = long ? flags.flag(word.slice(2)) : flags.short(word.slice(1));
  return flag === undefined || bareValue(flag) === undefined;
}

function stripFlags(words: readonly string[], flags: FlagSet): readonly string[] {
  const commands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--') break;
    if (takesNext(word, flags)) {
      if (at >= words.length - 1) break;
      at++;
    } else if (word !== '' && !word.startsWith('-')) commands.push(word);
  }
  return commands;
}

function minusFirst(words: readonly string[], name: string, flags: FlagSet): readonly string[] {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--') break;
    if (takesNext(word, flags)) at++;
    else if (word === name) return [...words.slice(0, at), ...words.slice(at + 1)];
  }
  return words;
}

/** cobra's SuggestionsMinimumDistance. */
const NEAR = 2;

function suggestions(root: Command, word: string): string {
  const typed = word.toLowerCase();
  const near = (root.commands ?? []).filter(
    ({ name, hidden, suggestFor }) =>
      hidden !== true &&
      (levenshtein(typed, name) <= NEAR ||
        name.startsWith(typed) ||
        suggestFor?.some((w) => w.toLowerCase() === typed)),
  );
  if (near.length === 0) return '';
  return `\n\nDid you mean this?\n${near.map(({ name }) => `\t${name}\n`).join('')}`;
}

function levenshtein(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
