/**
 * completion: how a kubectl command line may go on, for the terminal's Tab (kubectl/pkg/util/completion). Commands, flags and
 * their values, types, names, namespaces and containers.
 *
 * It promises that nothing is sent that a person would see. It differs from cobra's script in what it offers: types by their
 * plural names and `type/` for those that take it, not API versions; nothing for what a command takes freely.
 */
import { bareValue } from '../cobra/flag-set.ts';
import {
  find,
  FlagError,
  FlagSet,
  flagsOf,
  UnknownCommand,
  type Command,
  type Completing,
  type Flag,
  type Found,
} from '../cobra/index.ts';
import { loadConfig } from '../config/index.ts';
import { ClientFactory } from '../factory.ts';
import { ROOT } from '../root.ts';
import { kustomize } from '../verbs/kustomize-slot.ts';
import { meaningOf } from './arguments.ts';
import { Objects } from './objects.ts';
import type { Asking, Suggestion } from './types.ts';
import { valuesOf } from './values.ts';

export type { Asking, Suggestion } from './types.ts';

/**
 * What `word` may become behind the words before it, `kubectl` not among them; sorted. `files`: a file of the machine is meant.
 * What cannot be understood or asked is answered with nothing.
 */
export async function complete(
  before: readonly string[],
  word: string,
  asking: Asking,
): Promise<readonly Suggestion[] | 'files'> {
  const found = await suggest(before, word, asking);
  if (found === 'files') return found;
  const fitting = found.filter(({ text }) => text.startsWith(word));
  return fitting.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

async function suggest(before: readonly string[], word: string, asking: Asking): Promise<Suggestion[] | 'files'> {
  const understood = understand(before);
  if (!understood) return [];
  const { chain, rest } = understood;
  const flags = new FlagSet(flagsOf(chain), () => undefined);
  const awaited = awaitedFlag(before, flags);
  try {
    flags.parse(awaited ? rest.slice(0, -1) : rest);
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
  }
  const [, ...names] = chain.map(({ name }) => name);
  const { args } = flags;
  const factory = new ClientFactory(asking.world, flags, kustomize);
  const at: Place = { chain, command: names.join(' '), objects: new Objects(factory, asking), asking };
  const completing: Completing = { args, word, flags, factory, world: asking.world };
  if (awaited) return valueOf(at, awaited, completing, '');
  const equals = word.startsWith('-') ? word.indexOf('=') : -1;
  const named = equals > 0 ? flags.flag(word.slice(2, equals)) : undefined;
  if (named) return valueOf(at, named, { ...completing, word: word.slice(equals + 1) }, word.slice(0, equals + 1));
  if (word.startsWith('-') && flags.dash === undefined) return flagNames(flags, word);
  return argument(at, completing);
}

interface Place {
  readonly chain: readonly Command[];
  readonly command: string;
  readonly objects: Objects;
  readonly asking: Asking;
}

function understand(before: readonly string[]): Found | undefined {
  try {
    return find(ROOT, before);
  } catch (error) {
    if (!(error instanceof UnknownCommand)) throw error;
    return undefined;
  }
}

/** The flag whose value is being typed. */
function awaitedFlag(before: readonly string[], flags: FlagSet): Flag | undefined {
  const last = before.at(-1) ?? '';
  if (!last.startsWith('-') || last.includes('=') || before.includes('--')) return undefined;
  const flag = last.startsWith('--') ? flags.flag(last.slice(2)) : flags.short(last.slice(-1));
  return flag && bareValue(flag) === undefined ? flag : undefined;
}

function flagNames(flags: FlagSet, word: string): Suggestion[] {
  const out: Suggestion[] = [];
  for (const flag of flags.all()) {
    if (flag.deprecated !== undefined || (flag.hidden === true && flag.name !== 'help')) continue;
    const open = bareValue(flag) === undefined;
    if (flag.short !== undefined && word === '-') out.push({ text: `-${flag.short}`, kind: 'flag' });
    out.push({ text: open ? `--${flag.name}=` : `--${flag.name}`, kind: 'flag', open });
  }
  return out;
}

async function valueOf(at: Place, flag: Flag, completing: Completing, prefix: string): Promise<Suggestion[] | 'files'> {
  const { world } = at.asking;
  const words = async (): Promise<readonly string[] | 'files'> => {
    if (flag.complete) return flag.complete(completing);
    if (flag.name === 'namespace') return at.objects.names('namespaces', completing.word);
    if (flag.name === 'container') return at.objects.containers(at.command, completing.args);
    if (flag.name === 'selector' || flag.name === 'label-columns') return [];
    const config = ['context', 'cluster', 'user'].includes(flag.name);
    if (!config) return valuesOf(flag);
    const { contexts, clusters, users } = await loadConfig(world, '');
    return [...(flag.name === 'context' ? contexts : flag.name === 'cluster' ? clusters : users).keys()];
  };
  const found = await words();
  if (found === 'files') return prefix === '' ? 'files' : [];
  const kind = flag.name === 'namespace' ? 'namespace' : flag.name === 'container' ? 'container' : 'value';
  return found.map((text) => ({ text: prefix + text, kind, open: text.endsWith('=') }));
}

async function argument(at: Place, completing: Completing): Promise<Suggestion[] | 'files'> {
  const command = at.chain.at(-1)!;
  const { args, word } = completing;
  const below = (command.commands ?? []).filter(({ hidden }) => hidden !== true);
  const out: Suggestion[] = args.length === 0 ? below.map(({ name }) => ({ text: name, kind: 'command' })) : [];
  if (command.complete) {
    const words = await command.complete(completing);
    return [...out, ...words.map((text): Suggestion => ({ text, kind: 'value' }))];
  }
  const meaning = meaningOf(at.command);
  if (!meaning) return out;
  if (meaning.type === 'files') return out.length > 0 && word === '' ? out : 'files';
  return [...out, ...(await at.objects.arguments(meaning, args, word))];
}
