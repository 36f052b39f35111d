import { isEnvVarName, isJSONObject, sortedKeys, textOf } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';

const TYPE = 'environment variable';

/** Variables as containers have them, and names that go. */
export interface EnvChanges {
  readonly set: readonly Json[];
  readonly remove: readonly string[];
}

export interface Split {
  readonly resources: readonly string[];
  readonly words: readonly string[];
}

/** Resources, then changes; undefined: they are mixed (cmd/set/env, SplitEnvironmentFromResources). */
export function splitEnv(args: readonly string[]): Split | undefined {
  const isEnv = (word: string) => word.includes('=') || word.endsWith('-');
  const first = args.findIndex(isEnv);
  if (first < 0) return { resources: args, words: [] };
  if (!args.slice(first).every(isEnv)) return undefined;
  return { resources: args.slice(0, first), words: args.slice(first) };
}

function variable(text: string): Json {
  const at = text.indexOf('=');
  const name = text.slice(0, at);
  const errors = isEnvVarName(name);
  if (errors.length > 0) throw new CommandError(`"${name}" is not a valid key name: ${errors.join(';')}`);
  const value = text.slice(at + 1);
  return value === '' ? { name } : { name, value };
}

async function fromStdin({ world }: Invocation): Promise<readonly Json[]> {
  let text = '';
  for (let piece = await world.stdin.read(); piece !== undefined; piece = await world.stdin.read()) text += piece;
  return textOf(text)
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line.includes('='))
    .map(variable);
}

/** `A=b`, `A-`, `-` (cmd/set/env/env_parse.go, parseIntoEnv). */
export async function parseEnv(words: readonly string[], invocation: Invocation): Promise<EnvChanges> {
  const set: Json[] = [];
  const remove: string[] = [];
  for (const word of words) {
    if (word === '-') set.push(...(await fromStdin(invocation)));
    else if (word.includes('=')) set.push(variable(word));
    else if (word.endsWith('-')) remove.push(word.slice(0, -1));
    else throw new CommandError(`unknown ${TYPE}: ${word}`);
  }
  if (remove.some((name) => set.some((one) => one['name'] === name))) {
    throw new CommandError(`can not both modify and remove the same ${TYPE} in the same command`);
  }
  return { set, remove };
}

const UNFIT = /[^a-zA-Z0-9_]/g;

/** A variable for every key of a config map or a secret. */
export function fromResource(
  { flags, err }: Invocation,
  { mapping: { kind, group }, name, object }: Info,
): readonly Json[] {
  const ref =
    group !== ''
      ? undefined
      : kind === 'Secret'
        ? 'secretKeyRef'
        : kind === 'ConfigMap'
          ? 'configMapKeyRef'
          : undefined;
  if (ref === undefined) throw new CommandError('unsupported resource specified in --from');
  const keys = flags.list('keys');
  const data = isJSONObject(object['data']) ? object['data'] : {};
  return sortedKeys(data)
    .filter((key) => keys.length === 0 || keys.includes(key))
    .map((key) => {
      const variableName = key.replaceAll(UNFIT, '_').toUpperCase();
      if (variableName !== key) err(`Warning: key ${key} transferred to ${variableName}\n`);
      return { name: variableName, valueFrom: { [ref]: { name, key } } };
    });
}

function envOf(container: Json): readonly Json[] {
  return Array.isArray(container['env']) ? (container['env'] as readonly Json[]) : [];
}

/** The variables of a container as they are to be: old ones keep their places (updateEnv). */
export function updateEnv(container: Json, { set, remove }: EnvChanges): readonly Json[] {
  const covered = new Set<unknown>(remove);
  const out: Json[] = [];
  for (const variable of envOf(container)) {
    if (covered.has(variable['name'])) continue;
    const newer = set.find(({ name }) => name === variable['name']);
    if (newer !== undefined) covered.add(variable['name']);
    out.push(newer ?? variable);
  }
  for (const variable of set) {
    if (covered.has(variable['name'])) continue;
    covered.add(variable['name']);
    out.push(variable);
  }
  return out;
}

/** Throws when a variable would get another value (validateNoOverwrites). */
export function refusedOverwrite(container: Json, { set }: EnvChanges): void {
  for (const { name, value } of set) {
    const current = envOf(container).find((one) => one['name'] === name);
    const before = String(current?.['value'] ?? '');
    if (current !== undefined && before !== String(value ?? '')) {
      throw new CommandError(`'${String(name)}' already has a value (${before}), and --overwrite is false`);
    }
  }
}
