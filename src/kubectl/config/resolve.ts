import { bytesFromBase64, bytesToBase64, decodeLatin1, encodeUTF8, textOf } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { Flags } from '../cobra/types.ts';
import { ConfigurationError } from '../rest/errors.ts';
import type { Json } from '../rest/types.ts';
import type { World } from '../world.ts';
import { absolute, loadConfig } from './load.ts';

/** What kubectl needs to know of the kubeconfig and the flags before it asks anything. */
export interface Resolved {
  /** `https://127.0.0.1:6443`; undefined: neither the flags nor a file name one. */
  readonly server: string | undefined;
  readonly namespace: string;
  /** Of every request: who asks. */
  readonly headers: Readonly<Record<string, string>>;
  readonly insecure: boolean;
  /** PEM. */
  readonly certificateAuthority?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

/** clientcmd/client_config.go: the context, its cluster and its user, and what the flags say instead. */
export async function resolveConfig(world: World, flags: Flags): Promise<Resolved> {
  const config = await loadConfig(world, flags.string('kubeconfig'));
  const wanted = flags.string('context');
  const empty = config.clusters.size + config.users.size + config.contexts.size === 0;
  if (wanted !== '' && !config.contexts.has(wanted)) {
    if (!empty) throw new CommandError(`context ${JSON.stringify(wanted)} does not exist`);
    throw new ConfigurationError(`context was not found for specified context: ${wanted}`);
  }
  const name = wanted === '' ? config.currentContext : wanted;
  const context = config.contexts.get(name);
  if (name !== '' && context === undefined) {
    throw new ConfigurationError(`context was not found for specified context: ${name}`);
  }
  const clusterName = flags.string('cluster') || text(context, 'cluster');
  const userName = flags.string('user') || text(context, 'user');
  const cluster = config.clusters.get(clusterName);
  if (flags.string('user') !== '' && !config.users.has(userName)) {
    throw new CommandError(`auth info ${JSON.stringify(userName)} does not exist`);
  }
  if (flags.string('cluster') !== '' && cluster === undefined) {
    const which = JSON.stringify(clusterName);
    throw new CommandError(empty ? `no server found for cluster ${which}` : `cluster ${which} does not exist`);
  }
  const user = config.users.get(userName);
  const pem = (entry: Json | undefined, key: string) => pemOf(world, entry, key);
  const certificateAuthority = await pem(cluster, 'certificate-authority');
  const clientCertificate = await pem(user, 'client-certificate');
  const clientKey = await pem(user, 'client-key');
  const server = flags.string('server') || text(cluster, 'server');
  return {
    server: server === '' ? undefined : (server.includes('://') ? server : `http://${server}`).replace(/\/$/, ''),
    namespace: text(context, 'namespace') || 'default',
    headers: { ...(await credentials(world, flags, user)), ...impersonation(flags, user, userName) },
    insecure: flags.bool('insecure-skip-tls-verify') || cluster?.['insecure-skip-tls-verify'] === true,
    ...(certificateAuthority !== undefined && { certificateAuthority }),
    ...(clientCertificate !== undefined && { clientCertificate }),
    ...(clientKey !== undefined && { clientKey }),
  };
}

function text(entry: Json | undefined, key: string): string {
  const value = entry?.[key];
  return typeof value === 'string' ? value : '';
}

async function pemOf(world: World, entry: Json | undefined, key: string): Promise<string | undefined> {
  const data = text(entry, `${key}-data`);
  if (data !== '') return decodeLatin1(bytesFromBase64(data));
  const path = text(entry, key);
  return path === '' ? undefined : await world.files.read(absolute(world.cwd, path));
}

async function credentials(world: World, flags: Flags, user: Json | undefined): Promise<Record<string, string>> {
  const file = text(user, 'tokenFile');
  const kept = file === '' ? undefined : await world.files.read(absolute(world.cwd, file));
  const token = flags.string('token') || (kept === undefined ? text(user, 'token') : textOf(kept).trim());
  if (token !== '') return { authorization: `Bearer ${token}` };
  const name = flags.string('username') || text(user, 'username');
  if (name === '') return {};
  const password = flags.string('password') || text(user, 'password');
  return { authorization: `Basic ${bytesToBase64(encodeUTF8(`${name}:${password}`))}` };
}

function impersonation(flags: Flags, user: Json | undefined, userName: string): Record<string, string> {
  const name = flags.string('as') || text(user, 'as');
  const uid = flags.string('as-uid') || text(user, 'as-uid');
  const groups = flags.changed('as-group') ? flags.list('as-group') : ((user?.['as-groups'] ?? []) as string[]);
  if (name === '') {
    if (groups.length === 0 && uid === '') return {};
    throw new CommandError(`requesting uid, groups or user-extra for ${userName} without impersonating a user`);
  }
  return {
    'impersonate-user': name,
    ...(uid !== '' && { 'impersonate-uid': uid }),
    ...(groups.length > 0 && { 'impersonate-group': groups.join(', ') }),
  };
}
