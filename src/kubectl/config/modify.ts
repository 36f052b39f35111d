import { bytesOf, compareStrings, isJSONObject, textOf } from '../../engine/apimachinery/index.ts';
import type { Invocation } from '../cobra/types.ts';
import { toYAML } from '../printers/yaml.ts';
import type { Json } from '../rest/types.ts';
import type { World } from '../world.ts';
import { configPaths, mergeConfigs, readConfig } from './load.ts';
import { EMPTY_CONFIG, type Config } from './types.ts';

/** The three kinds of entries. */
export type Stanza = 'clusters' | 'users' | 'contexts';

const SINGULAR: Readonly<Record<Stanza, string>> = { clusters: 'cluster', users: 'user', contexts: 'context' };

/** A kubeconfig file, as it is or as it would be. */
export interface ConfigFile {
  readonly path: string;
  readonly exists: boolean;
  readonly config: Config;
}

/** Every file there may be, the one that counts first first. */
export async function configFiles({
  world,
  flags,
}: Pick<Invocation, 'world' | 'flags'>): Promise<readonly ConfigFile[]> {
  const files: ConfigFile[] = [];
  for (const path of configPaths(world, flags.string('kubeconfig'))) {
    const bytes = await world.files.read(path);
    const config = bytes === undefined ? EMPTY_CONFIG : readConfig(textOf(bytes), path);
    files.push({ path, exists: bytes !== undefined, config });
  }
  return files;
}

export function mergedFiles(files: readonly ConfigFile[]): Config {
  return files.reduce((merged, { config }) => mergeConfigs(merged, config), EMPTY_CONFIG);
}

/** Where what is new goes: the first file there is, or else the last that is named (clientcmd/config.go, GetDefaultFilename). */
export function defaultFile(files: readonly ConfigFile[]): ConfigFile {
  return files.find(({ exists }) => exists) ?? files.at(-1)!;
}

/** Changes an entry in the file that defines it; undefined takes it out. */
export async function writeEntry(
  world: World,
  files: readonly ConfigFile[],
  stanza: Stanza,
  name: string,
  entry: Json | undefined,
): Promise<void> {
  const file = files.find(({ config }) => config[stanza].has(name)) ?? defaultFile(files);
  const entries = new Map(file.config[stanza]);
  if (entry === undefined) entries.delete(name);
  else entries.set(name, entry);
  await writeConfig(world, file.path, { ...file.config, [stanza]: entries });
}

/** In the first file that says which it is. */
export async function writeCurrentContext(world: World, files: readonly ConfigFile[], name: string): Promise<void> {
  const file = files.find(({ config }) => config.currentContext !== '') ?? defaultFile(files);
  await writeConfig(world, file.path, { ...file.config, currentContext: name });
}

const PRIVATE = 0o600;

async function writeConfig(world: World, path: string, config: Config): Promise<void> {
  await world.files.write(path, bytesOf(toYAML(wireConfig(config))), PRIVATE);
}

/** As it is written: entries by their names. */
export function wireConfig(config: Config): Json {
  return {
    kind: 'Config',
    apiVersion: 'v1',
    preferences: {},
    clusters: wireEntries(config, 'clusters'),
    users: wireEntries(config, 'users'),
    contexts: wireEntries(config, 'contexts'),
    'current-context': config.currentContext,
  };
}

/** The fields of each kind of entry in the order of clientcmd's structs; what is not among them comes last. */
const FIELDS: Readonly<Record<Stanza, readonly string[]>> = {
  clusters: [
    'server',
    'tls-server-name',
    'insecure-skip-tls-verify',
    'certificate-authority',
    'certificate-authority-data',
    'proxy-url',
    'disable-compression',
  ],
  users: [
    'client-certificate',
    'client-certificate-data',
    'client-key',
    'client-key-data',
    'token',
    'tokenFile',
    'as',
    'as-uid',
    'as-groups',
    'username',
    'password',
    'auth-provider',
    'exec',
  ],
  contexts: ['cluster', 'user', 'namespace'],
};

function wireEntries(config: Config, stanza: Stanza): readonly Json[] | null {
  const entries = [...config[stanza]].sort(([a], [b]) => compareStrings(a, b));
  if (entries.length === 0) return null;
  return entries.map(([name, entry]) => ({ name, [SINGULAR[stanza]]: ordered(entry, FIELDS[stanza], stanza) }));
}

function ordered(entry: Json, fields: readonly string[], stanza: Stanza): Json {
  const keys = [...new Set([...fields, ...Object.keys(entry)])].filter((key) => Object.hasOwn(entry, key));
  const required = stanza === 'contexts' ? { cluster: '', user: '' } : stanza === 'clusters' ? { server: '' } : {};
  const kept = keys.filter((key) => !isEmpty(entry[key]) && key !== '__proto__');
  return { ...required, ...Object.fromEntries(kept.map((key) => [key, entry[key]])) };
}

/** What Go's omitempty leaves out. */
function isEmpty(value: unknown): boolean {
  if (value === '' || value === false || value === undefined || value === null) return true;
  return Array.isArray(value) ? value.length === 0 : isJSONObject(value) && Object.keys(value).length === 0;
}
