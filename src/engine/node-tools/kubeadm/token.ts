/** Bootstrap tokens: Secrets of kube-system that let a new machine in (cluster-bootstrap/token). */
import {
  bytesFromBase64,
  bytesToBase64,
  decodeUTF8,
  encodeUTF8,
  formatTime,
  ParseError,
  parseDuration,
  sha256,
  shortHumanDuration,
  tryParseTime,
} from '../../apimachinery/index.ts';
import { SECRETS } from '../../api/refs.ts';
import type { Secret } from '../../api/secret/types.ts';
import { Client } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { readArguments, table } from '../arguments.ts';
import { failed, notSimulated, said, type Said, type Tool } from '../node.ts';

const NAMESPACE = 'kube-system';
const TYPE = 'bootstrap.kubernetes.io/token';
const VALUED = ['--ttl', '--description', '--usages', '--groups', '--kubeconfig', '--config'];
const USAGES = ['authentication', 'signing'];
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const TOKEN = /^([a-z0-9]{6})\.([a-z0-9]{16})$/;

/** /etc/kubernetes/admin.conf */
const ADMIN = {
  clientCertificate: { commonName: 'kubernetes-admin', organizations: ['kubeadm:cluster-admins', 'system:masters'] },
};

export function adminClient({ process, node }: Tool): Client {
  return new Client(process, node.network, { credentials: ADMIN, userAgent: 'kubeadm/v1.36.0 (linux/amd64)' });
}

function secretsOf(tool: Tool) {
  return adminClient(tool).resource<Secret>(SECRETS);
}

function field({ data }: Secret, name: string): string {
  const value = data?.[name];
  return value === undefined ? '' : decodeUTF8(bytesFromBase64(value));
}

/** Of the key that signs the cluster's certificates: what a new machine compares. */
export function caHash(): string {
  const bytes = sha256(encodeUTF8('orrery kubernetes-ca'));
  return `sha256:${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function random(tool: Tool, length: number): string {
  const stream = tool.process.sim.random(`kubeadm/${tool.node.name}`);
  let text = '';
  for (let i = 0; i < length; i++) text += ALPHABET[Math.floor(stream.float() * ALPHABET.length)] ?? 'a';
  return text;
}

function* create(tool: Tool, words: readonly string[]): Task<Said> {
  const args = readArguments(words, VALUED);
  let ttl: number;
  try {
    ttl = parseDuration(args.value('--ttl') ?? '24h0m0s');
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const given = args.value('--ttl') ?? '';
    return failed(`invalid argument "${given}" for "--ttl" flag: ${error.message}\n`);
  }
  const description = args.value('--description') ?? '';
  const usages = (args.value('--usages') ?? 'signing,authentication').split(',');
  const unknown = usages.find((usage) => !USAGES.includes(usage));
  if (unknown !== undefined) {
    return failed(
      `error: invalid bootstrap token usage string: ${unknown}, valid usage options: ${USAGES.join(',')}\n`,
    );
  }
  const token = args.words[0] ?? `${random(tool, 6)}.${random(tool, 16)}`;
  const match = TOKEN.exec(token);
  if (match === null)
    return failed(`the bootstrap token "${token}" was not of the form "\\\\A([a-z0-9]{6})\\\\.([a-z0-9]{16})\\\\z"\n`);
  const data = {
    'token-id': match[1] ?? '',
    'token-secret': match[2] ?? '',
    ...(description !== '' && { description }),
    // A token that lives for 0 never expires.
    ...(ttl > 0 && { expiration: formatTime(tool.process.sim.wallClock() + ttl) }),
    ...Object.fromEntries(usages.map((usage) => [`usage-bootstrap-${usage}`, 'true'])),
    'auth-extra-groups': args.value('--groups') ?? 'system:bootstrappers:kubeadm:default-node-token',
  };
  yield* secretsOf(tool).create(NAMESPACE, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `bootstrap-token-${match[1] ?? ''}`, namespace: NAMESPACE },
    type: TYPE,
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, bytesToBase64(encodeUTF8(value))])),
  });
  if (!args.has('--print-join-command')) return said(`${token}\n`);
  return said(`kubeadm join ${tool.node.address}:6443 --token ${token} --discovery-token-ca-cert-hash ${caHash()} \n`);
}

function* tokens(tool: Tool): Task<readonly Secret[]> {
  const { items } = yield* secretsOf(tool).list(NAMESPACE);
  return items.filter(({ type }) => type === TYPE);
}

/** How long a token is still good for. */
function ttlOf(tool: Tool, secret: Secret): string {
  const expiration = field(secret, 'expiration');
  if (expiration === '') return '<forever>';
  const until = tryParseTime(expiration);
  const left = (until ?? 0) - tool.process.sim.wallClock();
  return until === undefined || left < 0 ? '<invalid>' : shortHumanDuration(left);
}

function* list(tool: Tool): Task<Said> {
  const found = yield* tokens(tool);
  const rows = found.map((secret) => [
    `${field(secret, 'token-id')}.${field(secret, 'token-secret')}`,
    ttlOf(tool, secret),
    field(secret, 'expiration') || '<never>',
    USAGES.filter((usage) => field(secret, `usage-bootstrap-${usage}`) === 'true').join(',') || '<none>',
    field(secret, 'description') || '<none>',
    field(secret, 'auth-extra-groups') || '<none>',
  ]);
  if (rows.length === 0) return said('');
  return said(table([['TOKEN', 'TTL', 'EXPIRES', 'USAGES', 'DESCRIPTION', 'EXTRA GROUPS'], ...rows], 3));
}

function* remove(tool: Tool, words: readonly string[]): Task<Said> {
  let out = '';
  for (const word of words) {
    const id = word.slice(0, 6);
    yield* secretsOf(tool).delete(NAMESPACE, `bootstrap-token-${id}`);
    out += `bootstrap token "${id}" deleted\n`;
  }
  return words.length === 0 ? failed(`missing argument; 'token delete' is missing token\n`) : said(out);
}

export function* token(tool: Tool, words: readonly string[]): Task<Said> {
  const [verb, ...rest] = words;
  if (tool.node.role !== 'control-plane') {
    return failed('failed to load admin kubeconfig: open /etc/kubernetes/admin.conf: no such file or directory\n');
  }
  if (verb === 'create') return yield* create(tool, rest);
  if (verb === 'list') return yield* list(tool);
  if (verb === 'delete') return yield* remove(tool, rest);
  if (verb === 'generate') return said(`${random(tool, 6)}.${random(tool, 16)}\n`);
  return notSimulated('kubeadm', `token ${verb ?? ''}`);
}

/** Whether a machine that shows this token is let in. */
export function* knows(tool: Tool, text: string): Task<boolean> {
  const found = yield* tokens(tool);
  return found.some(
    (secret) =>
      ttlOf(tool, secret) !== '<invalid>' && `${field(secret, 'token-id')}.${field(secret, 'token-secret')}` === text,
  );
}
