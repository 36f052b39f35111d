import { isJSONObject, ParseError, textOf } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { Json } from '../rest/types.ts';
import { parseYAML } from '../resource/decode.ts';
import type { World } from '../world.ts';
import { EMPTY_CONFIG, type Config } from './types.ts';

/** Where a kubeconfig may be, the first to count first (clientcmd/loader.go, ClientConfigLoadingRules). */
export function configPaths(world: Pick<World, 'env' | 'cwd'>, explicit: string): readonly string[] {
  if (explicit !== '') return [absolute(world.cwd, explicit)];
  const listed = world.env['KUBECONFIG'] ?? '';
  const paths = listed.split(':').filter((path) => path !== '');
  if (paths.length > 0) return paths.map((path) => absolute(world.cwd, path));
  return [`${world.env['HOME'] ?? ''}/.kube/config`];
}

export function absolute(cwd: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** All files there are, merged: who comes first has the last word. */
export async function loadConfig(world: World, explicit: string): Promise<Config> {
  let merged = EMPTY_CONFIG;
  for (const path of configPaths(world, explicit)) {
    const bytes = await world.files.read(path);
    if (bytes === undefined) {
      if (explicit !== '') throw new CommandError(`stat ${explicit}: no such file or directory`);
      continue;
    }
    merged = mergeConfigs(merged, readConfig(textOf(bytes), path));
  }
  return merged;
}

export function mergeConfigs(first: Config, second: Config): Config {
  return {
    clusters: new Map([...second.clusters, ...first.clusters]),
    users: new Map([...second.users, ...first.users]),
    contexts: new Map([...second.contexts, ...first.contexts]),
    currentContext: first.currentContext === '' ? second.currentContext : first.currentContext,
  };
}

export function readConfig(text: string, path: string): Config {
  let value: unknown;
  try {
    value = parseYAML(text, '');
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new CommandError(`error loading config file "${path}": ${error.message}`);
  }
  if (value === undefined || value === null) return EMPTY_CONFIG;
  if (!isJSONObject(value)) throw new CommandError(`error loading config file "${path}": it is no object`);
  const current = value['current-context'];
  return {
    clusters: entriesOf(value['clusters'], 'cluster'),
    users: entriesOf(value['users'], 'user'),
    contexts: entriesOf(value['contexts'], 'context'),
    currentContext: typeof current === 'string' ? current : '',
  };
}

function entriesOf(list: unknown, key: string): ReadonlyMap<string, Json> {
  const entries = new Map<string, Json>();
  if (!Array.isArray(list)) return entries;
  for (const item of list as readonly unknown[]) {
    if (!isJSONObject(item) || typeof item['name'] !== 'string' || entries.has(item['name'])) continue;
    entries.set(item['name'], isJSONObject(item[key]) ? item[key] : {});
  }
  return entries;
}
