/**
 * docker and nerdctl on a node: what runs, and what images are there, as they show it. The node has containerd and no dockerd;
 * both show containerd's namespace k8s.io, which is all that there is.
 */
import { CriError, type CriClient } from '../cri-api/index.ts';
import { formatTime } from '../apimachinery/index.ts';
import type { Task } from '../sim/index.ts';
import { humanAgo, humanSize, readArguments, table, type Arguments } from './arguments.ts';
import { findContainer, findImage, imageOf, listAll, shortId, statusOf, type Listed } from './cri-names.ts';
import { failed, notSimulated, said, type Command, type Said } from './node.ts';

const VALUED = ['--tail', '-n', '--namespace', '--filter', '-f', '--format'];
const RUNNING = 'CONTAINER_RUNNING';
const COMMAND_LENGTH = 12;
const CREATED_BY_LENGTH = 45;
/** When somebody made an image is not known; docker says it so of one that was built to be reproducible. */
const UNKNOWN_TIME = 'N/A';

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
        UNKNOWN_TIME,
        humanSize(size),
      ];
    })
    .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
  if (args.has('-q', '--quiet')) return said(rows.map((row) => `${row[2] ?? ''}\n`).join(''));
  return said(table([['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE'], ...rows], 3));
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
  const container = findContainer(all, word);
  if (container !== undefined) return said(indented(containerView(all, container)));
  const image = findImage(all, word);
  if (image === undefined) return { out: '[]\n', err: `Error: No such object: ${word}\n`, code: 1 };
  const { info } = yield* statusOf(cri, image);
  return said(
    indented({
      Id: image.id,
      RepoTags: image.repoTags,
      RepoDigests: image.repoDigests,
      Config: {
        User: info?.user ?? '',
        Env: info?.env ?? [],
        Cmd: info?.cmd ?? [],
        WorkingDir: info?.workingDir ?? '',
        Entrypoint: info?.entrypoint ?? [],
      },
      Architecture: 'amd64',
      Os: 'linux',
      Size: image.size,
      RootFS: { Type: 'layers', Layers: info?.layers.map(({ digest }) => digest) ?? [] },
    }),
  );
}

function indented(value: unknown): string {
  return `${JSON.stringify([value], null, 4)}\n`;
}

function containerView(all: Listed, container: Listed['containers'][number]): unknown {
  const { state, exitCode, startedAt, finishedAt, createdAt } = container;
  return {
    Id: container.id,
    Created: timeOf(createdAt),
    State: {
      Status: state === RUNNING ? 'running' : state === 'CONTAINER_EXITED' ? 'exited' : 'created',
      Running: state === RUNNING,
      OOMKilled: container.reason === 'OOMKilled',
      ExitCode: exitCode,
      StartedAt: timeOf(startedAt),
      FinishedAt: timeOf(finishedAt),
    },
    Image: imageOf(all, container)?.id ?? container.imageRef,
    Name: `/${longName(all, container)}`,
    RestartCount: container.attempt,
    Config: { Image: container.image },
  };
}

function timeOf(micros: number): string {
  return micros === 0 ? '0001-01-01T00:00:00Z' : formatTime(micros);
}

/** The newest layer first, below what the configuration says without adding a file. */
function* history({ cri, args, tool }: Asked): Task<Said> {
  const [word = ''] = args.words;
  if (word === '') return failed(`"${tool} history" requires exactly 1 argument.\n`);
  const image = findImage(yield* listAll(cri), word);
  if (image === undefined) return failed(`Error response from daemon: No such image: ${fullName(word)}\n`);
  const { info } = yield* statusOf(cri, image);
  if (info === undefined) return failed(`Error response from daemon: No such image: ${fullName(word)}\n`);
  const steps: [by: string, size: number][] = [
    ...info.layers.map(({ createdBy, size }): [string, number] => [createdBy, size]),
    ...info.env.map((text): [string, number] => [`ENV ${text}`, 0]),
    ...(info.workingDir === '' ? [] : [[`WORKDIR ${info.workingDir}`, 0] satisfies [string, number]]),
    ...(info.user === '' ? [] : [[`USER ${info.user}`, 0] satisfies [string, number]]),
    ...(info.entrypoint.length === 0
      ? []
      : [[`ENTRYPOINT ${JSON.stringify(info.entrypoint)}`, 0] satisfies [string, number]]),
    ...(info.cmd.length === 0 ? [] : [[`CMD ${JSON.stringify(info.cmd)}`, 0] satisfies [string, number]]),
  ];
  const whole = args.has('--no-trunc');
  const rows = steps
    .reverse()
    .map(([by, size], i) => [
      i > 0 ? '<missing>' : whole ? image.id : shortId(image.id, COMMAND_LENGTH),
      UNKNOWN_TIME,
      whole || by.length <= CREATED_BY_LENGTH ? by : `${by.slice(0, CREATED_BY_LENGTH - 1)}…`,
      humanSize(size),
      '',
    ]);
  if (args.has('-q', '--quiet')) return said(rows.map(([id = '']) => `${id}\n`).join(''));
  return said(table([['IMAGE', 'CREATED', 'CREATED BY', 'SIZE', 'COMMENT'], ...rows], 3));
}

function fullName(word: string): string {
  return word.includes(':') ? word : `${word}:latest`;
}

/** docker keeps what a container stands on, unless it is forced to let go. */
function* remove({ cri, args, tool }: Asked): Task<Said> {
  if (args.words.length === 0) return failed(`"${tool} rmi" requires at least 1 argument.\n`);
  const all = yield* listAll(cri);
  let [out, err] = ['', ''];
  for (const word of args.words) {
    const image = findImage(all, word);
    const user = all.containers.find((container) => imageOf(all, container)?.id === image?.id);
    if (image === undefined) {
      err += `Error response from daemon: No such image: ${fullName(word)}\n`;
    } else if (user !== undefined && !args.has('-f', '--force')) {
      const [container, id] = [shortId(user.id, COMMAND_LENGTH), shortId(image.id, COMMAND_LENGTH)];
      err += `Error response from daemon: conflict: unable to remove repository reference "${word}" (must force) - container ${container} is using its referenced image ${id}\n`;
    } else {
      const names = [...image.repoTags, ...image.repoDigests];
      yield* cri.call('RemoveImage', { image: names[0] ?? image.id });
      out += `${names.map((name) => `Untagged: ${name}\n`).join('')}Deleted: ${image.id}\n`;
    }
  }
  return { out, err, code: err === '' ? 0 : 1 };
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
  ['history', history],
  ['rmi', remove],
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
    const image = words[0] === 'image';
    const alias = verb === 'ls' ? (image ? 'images' : 'ps') : verb === 'rm' && image ? 'rmi' : verb;
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
