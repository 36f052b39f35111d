/** etcdctl: asks etcd on its client port (etcd etcdctl/ctlv3). Values are shown as JSON, where a real API server keeps protobuf. */
import { bytesOf, bytesToBase64, encodeUTF8, goJSON } from '../apimachinery/index.ts';
import { EtcdClient, EtcdError, prefixEnd, type KeyValue } from '../etcd/index.ts';
import { NetworkError, SECOND, type Task } from '../sim/index.ts';
import { readArguments, table, type Arguments } from './arguments.ts';
import { failed, notSimulated, said, type Command, type Followed, type Said } from './node.ts';

const ENDPOINT = '127.0.0.1:2379';
const MEMBER = '8e9e05c52164694d';
const VALUED = ['--limit', '-w', '--write-out', '--endpoints', '--cacert', '--cert', '--key', '--rev'];

function textOfValue(value: unknown): string {
  return typeof value === 'string' ? value : goJSON(value);
}

function base64(text: string): string {
  return bytesToBase64(encodeUTF8(text));
}

/** Without the numbers of cluster and member, which are too long for JSON's numbers here. */
function asJSON(revision: number, count: number, kvs: readonly KeyValue[], keysOnly: boolean): string {
  const header = { revision, raft_term: 2 };
  const list = kvs.map((kv) => ({
    key: base64(kv.key),
    create_revision: kv.createRevision,
    mod_revision: kv.modRevision,
    version: kv.version,
    ...(keysOnly ? {} : { value: base64(textOfValue(kv.value)) }),
  }));
  return `${goJSON({ header, ...(list.length > 0 && { kvs: list }), ...(count > 0 && { count }) })}\n`;
}

function* get(client: EtcdClient, args: Arguments): Task<Said> {
  const [key, until] = args.words;
  if (key === undefined && !args.has('--from-key'))
    return failed('Error: get command needs one argument as key and an optional argument as range_end\n', 128);
  const end = args.has('--prefix')
    ? key === ''
      ? '\uffff'
      : prefixEnd(key ?? '')
    : args.has('--from-key')
      ? '\uffff'
      : until;
  const limit = Number(args.value('--limit') ?? 0);
  const revision = Number(args.value('--rev') ?? 0);
  const {
    kvs,
    count,
    revision: at,
  } = yield* client.range({
    key: key ?? '',
    end,
    ...(limit > 0 && { limit }),
    ...(revision > 0 && { revision }),
    countOnly: args.has('--count-only') ? true : undefined,
  });
  const keysOnly = args.has('--keys-only');
  if (args.value('-w', '--write-out') === 'json') return said(asJSON(at, count, kvs, keysOnly));
  if (args.has('--count-only')) return said(`${count}\n`);
  const shown = kvs.map((kv) => {
    if (args.has('--print-value-only')) return `${textOfValue(kv.value)}\n`;
    return `${kv.key}\n${keysOnly ? '' : textOfValue(kv.value)}\n`;
  });
  return said(shown.join(''));
}

/** `PUT`, the key and the value, for every change. */
function* watch(client: EtcdClient, args: Arguments): Task<Followed> {
  const [key = '', until] = args.words;
  const end = args.has('--prefix') ? (key === '' ? '\uffff' : prefixEnd(key)) : until;
  const changes = yield* client.watch({ key, end });
  return {
    follow: function* (print) {
      for (let item; (item = yield* changes.next()) !== undefined;) {
        for (const kv of item.payload.kvs) {
          print(kv.value === undefined ? `DELETE\n${kv.key}\n\n` : `PUT\n${kv.key}\n${textOfValue(kv.value)}\n`);
        }
      }
    },
  };
}

function grid(head: readonly string[], row: readonly string[]): string {
  const widths = head.map((cell, i) => Math.max(cell.length, row[i]?.length ?? 0));
  const line = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const cells = (list: readonly string[]) =>
    `|${list.map((cell, i) => ` ${cell.padEnd(widths[i] ?? 0)} `).join('|')}|\n`;
  return line + cells(head) + line + cells(row) + line;
}

function* endpoint(client: EtcdClient, args: Arguments): Task<Said> {
  const [, what] = args.words;
  const { revision, count } = yield* client.range({ key: '/', end: '\uffff', countOnly: true });
  if (what === 'health') return said(`${ENDPOINT} is healthy: successfully committed proposal: took = 2.1ms\n`);
  if (what !== 'status') return notSimulated('etcdctl', args.words.join(' '));
  const row = [ENDPOINT, MEMBER, '3.6.5', 'true', 'false', '2', String(revision), String(revision), String(count)];
  if (args.value('-w', '--write-out') !== 'table') return said(`${row.slice(0, -1).join(', ')}\n`);
  const head = 'ENDPOINT,ID,VERSION,IS LEADER,IS LEARNER,RAFT TERM,RAFT INDEX,RAFT APPLIED INDEX,KEYS'.split(',');
  return said(grid(head, row));
}

function member(args: Arguments, name: string, address: string): Said {
  if (args.words[1] !== 'list') return notSimulated('etcdctl', args.words.join(' '));
  const row = [MEMBER, 'started', name, `https://${address}:2380`, `https://${address}:2379`, 'false'];
  if (args.value('-w', '--write-out') !== 'table') return said(`${row.join(', ')}\n`);
  return said(grid('ID,STATUS,NAME,PEER ADDRS,CLIENT ADDRS,IS LEARNER'.split(','), row));
}

export const etcdctl: Command = function* ({ node, process }, words) {
  const args = readArguments(words, VALUED);
  const [verb] = args.words;
  if (node.role !== 'control-plane') {
    return failed(`Error: dial tcp ${ENDPOINT}: connect: connection refused (etcd runs on the control plane)\n`, 128);
  }
  if (verb === undefined || verb === 'help')
    return said(
      table(
        [
          ['etcdctl', 'get'],
          ['', 'endpoint status'],
          ['', 'endpoint health'],
          ['', 'member list'],
        ],
        1,
      ),
    );
  if (verb === 'version') return said('etcdctl version: 3.6.5\nAPI version: 3.6\n');
  const client = new EtcdClient(node.network, process, 5 * SECOND);
  try {
    if (verb === 'get') return yield* get(client, { ...args, words: args.words.slice(1) });
    if (verb === 'watch') return yield* watch(client, { ...args, words: args.words.slice(1) });
    if (verb === 'endpoint') return yield* endpoint(client, args);
    if (verb === 'member') return member(args, node.name, node.address);
  } catch (error) {
    if (error instanceof NetworkError || error instanceof EtcdError) return failed(`Error: ${error.message}\n`);
    throw error;
  }
  // Writing behind the API server's back is what nobody should learn.
  return notSimulated('etcdctl', bytesOf(verb));
};
