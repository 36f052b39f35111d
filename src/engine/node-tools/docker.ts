/**
 * docker and nerdctl on a node: what runs, and what images are there, as they show it. The node has containerd and no dockerd;
 * both show containerd's namespace k8s.io, which is all that there is.
 */
import { CriError, type CriClient } from '../cri-api/index.ts';
import { goJSON } from '../apimachinery/index.ts';
import type { Task } from '../sim/index.ts';
import { humanAgo, humanSize, readArguments, table, type Arguments } from './arguments.ts';
import { findContainer, findImage, listAll, shortId, type Listed } from './cri-names.ts';
import { failed, notSimulated, said, type Command, type Said } from './node.ts';

const VALUED = ['--tail', '-n', '--namespace', '--filter', '-f', '--format'];
const RUNNING = 'CONTAINER_RUNNING';
const COMMAND_LENGTH = 12;

interface Asked {
  readonly tool: string;
  readonly cri: CriClient;
  readonly args: Arguments;
  readonly now: number;
}

/** `k8s_nginx_web-0_default_…_0`, as the kubelet named containers for dockerd. */
function longName({ sandboxes }: Listed, container: Listed['containers'][number]): string {
  const pod = sandboxes.find(({ id }) => id === container.sandboxId)?.pod;
  return `k8s_${container.name}_${pod?.name ?? ''}_${pod?.namespace ?? ''}_${container.podUid}_${container.attempt}`;
}

function* ps({ cri, args, now }: Asked): Task<Said> {
  const all = yield* listAll(cri);
  const shown = all.containers.filter(({ state }) => args.has('-a', '--all') || state === RUNNING);
  if (args.has('-q', '--quiet')) return said(shown.map(({ id }) => `${shortId(id, COMMAND_LENGTH)}\n`).join(''));
  const rows = shown.map((container) => [
    shortId(container.id, COMMAND_LENGTH),
    container.image,
    humanAgo(now - container.createdAt),
    container.state === RUNNING
      ? `Up ${humanAgo(now - container.startedAt).replace(/ ago$/, '')}`
      : `Exited (${container.exitCode}) ${humanAgo(now - container.finishedAt)}`,
    longName(all, container),
  ]);
  return said(table([['CONTAINER ID', 'IMAGE', 'CREATED', 'STATUS', 'NAMES'], ...rows], 3));
}

function* images({ cri, args }: Asked): Task<Said> {
  const all = yield* listAll(cri);
  const [only] = args.words;
  const rows = all.images
    .filter(({ repoTags }) => only === undefined || repoTags.some((tag) => tag.includes(only)))
    .map(({ id, repoTags, repoDigests, size }) => {
      const tag = repoTags[0] ?? repoDigests[0] ?? '<none>:<none>';
      const colon = tag.lastIndexOf(':');
      return [
        tag.slice(0, colon).replace(/^docker\.io\/(library\/)?/, ''),
        tag.slice(colon + 1),
        shortId(id, COMMAND_LENGTH),
        humanSize(size),
      ];
    })
    .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
  if (args.has('-q', '--quiet')) return said(rows.map((row) => `${row[2] ?? ''}\n`).join(''));
  return said(table([['REPOSITORY', 'TAG', 'IMAGE ID', 'SIZE'], ...rows], 3));
}

function* pull({ cri, args }: Asked): Task<Said> {
  const [image = ''] = args.words;
  if (image === '') return failed('"docker pull" requires exactly 1 argument.\n');
  const { imageRef } = yield* cri.call('PullImage', { image });
  const [repository = '', digest = ''] = imageRef.split('@');
  return said(`Digest: ${digest}\nStatus: Image is up to date for ${repository}\n${repository}\n`);
}

function* inspect({ cri, args }: Asked): Task<Said> {
  const all = yield* listAll(cri);
  const [word = ''] = args.words;
  const found = findContainer(all, word) ?? findImage(all, word);
  if (found === undefined) return { out: '[]\n', err: `Error: No such object: ${word}\n`, code: 1 };
  return said(`${goJSON([found])}\n`);
}

function* logs({ cri, args }: Asked): Task<Said> {
  const [word = ''] = args.words;
  const container = findContainer(yield* listAll(cri), word);
  if (container === undefined) return failed(`Error response from daemon: No such container: ${word}\n`);
  const { lines } = yield* cri.call('ContainerLogs', { containerId: container.id });
  return said(lines.map(({ text }) => `${text}\n`).join(''));
}

function* exec({ cri, args }: Asked): Task<Said> {
  const [word = '', ...cmd] = args.words;
  const container = findContainer(yield* listAll(cri), word);
  if (container === undefined) return failed(`Error response from daemon: No such container: ${word}\n`);
  const { exitCode, stdout, stderr } = yield* cri.call('ExecSync', { containerId: container.id, cmd, timeout: 60 });
  return { out: stdout, err: stderr, code: exitCode };
}

function* stop({ cri, args }: Asked): Task<Said> {
  const all = yield* listAll(cri);
  for (const word of args.words) {
    const container = findContainer(all, word);
    if (container === undefined) return failed(`Error response from daemon: No such container: ${word}\n`);
    yield* cri.call('StopContainer', { containerId: container.id, timeout: 10 });
  }
  return said(args.words.map((word) => `${word}\n`).join(''));
}

const VERBS = new Map<string, (asked: Asked) => Task<Said>>([
  ['ps', ps],
  ['images', images],
  ['pull', pull],
  ['inspect', inspect],
  ['logs', logs],
  ['exec', exec],
  ['stop', stop],
]);

/** The same tool under two names. */
export function dockerLike(tool: string): Command {
  return function* (on, words) {
    const grouped = words[0] === 'container' || words[0] === 'image' ? words.slice(1) : words;
    const [verb, ...rest] = grouped[0] === '-n' || grouped[0] === '--namespace' ? grouped.slice(2) : grouped;
    if (verb === undefined || verb === '--help' || verb === 'help') {
      return said(`Usage:  ${tool} [OPTIONS] COMMAND\n\nCommands: ${[...VERBS.keys()].join(', ')}\n`);
    }
    const alias = verb === 'ls' ? (words[0] === 'image' ? 'images' : 'ps') : verb;
    const run = VERBS.get(alias);
    if (run === undefined) return notSimulated(tool, verb);
    try {
      return yield* run({
        tool,
        cri: on.cri(),
        args: readArguments(rest, VALUED, verb === 'exec' ? 1 : Infinity),
        now: on.process.sim.wallClock(),
      });
    } catch (error) {
      if (!(error instanceof CriError)) throw error;
      return failed(`Error response from daemon: ${error.description}\n`);
    }
  };
}
