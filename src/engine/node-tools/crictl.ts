/** crictl: asks this node's runtime over the CRI (kubernetes-sigs/cri-tools). */
import { formatTime } from '../apimachinery/index.ts';
import { CriError, type CriClient, type LogLine, type PodSandbox, type RuntimeContainer } from '../cri-api/index.ts';
import type { Task } from '../sim/index.ts';
import { humanAgo, humanSize, readArguments, table, type Arguments } from './arguments.ts';
import {
  findContainer,
  findImage,
  findSandbox,
  imageOf,
  listAll,
  shortId,
  statusOf,
  type Listed,
} from './cri-names.ts';
import { failed, notSimulated, said, type Command, type Followed, type Said } from './node.ts';

const VALUED = ['--name', '--namespace', '--pod', '-p', '--state', '-s', '--tail', '-o', '--output', '--timeout', '-t'];

interface Asked {
  readonly cri: CriClient;
  readonly args: Arguments;
  readonly now: number;
}

type Verb = (asked: Asked) => Task<Said | Followed>;

const RUNNING = 'CONTAINER_RUNNING';

function stateOf({ state }: RuntimeContainer): string {
  return state === RUNNING ? 'Running' : state === 'CONTAINER_EXITED' ? 'Exited' : 'Created';
}

function podOf({ sandboxes }: Listed, { sandboxId }: RuntimeContainer): PodSandbox | undefined {
  return sandboxes.find(({ id }) => id === sandboxId);
}

function* ps({ cri, args, now }: Asked): Task<Said> {
  const all = yield* listAll(cri);
  const state = args.value('--state', '-s')?.toLowerCase();
  const [name, pod] = [args.value('--name'), args.value('--pod', '-p')];
  const shown = all.containers
    .filter((container) => args.has('-a', '--all') || state !== undefined || container.state === RUNNING)
    .filter((container) => state === undefined || stateOf(container).toLowerCase() === state)
    .filter((container) => name === undefined || container.name.includes(name))
    .filter((container) => pod === undefined || container.sandboxId.startsWith(pod));
  if (args.has('-q', '--quiet')) return said(shown.map(({ id }) => `${id}\n`).join(''));
  const rows = shown.map((container) => [
    shortId(container.id),
    shortId(imageOf(all, container)?.id ?? container.image),
    humanAgo(now - container.createdAt),
    stateOf(container),
    container.name,
    String(container.attempt),
    shortId(container.sandboxId),
    podOf(all, container)?.pod.name ?? 'unknown',
    podOf(all, container)?.pod.namespace ?? 'unknown',
  ]);
  const head = ['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'NAME', 'ATTEMPT', 'POD ID', 'POD', 'NAMESPACE'];
  return said(table([head, ...rows], 12));
}

function* pods({ cri, args, now }: Asked): Task<Said> {
  const { sandboxes } = yield* listAll(cri);
  const [name, namespace] = [args.value('--name'), args.value('--namespace')];
  const shown = sandboxes
    .filter(({ pod }) => name === undefined || pod.name.includes(name))
    .filter(({ pod }) => namespace === undefined || pod.namespace === namespace);
  if (args.has('-q', '--quiet')) return said(shown.map(({ id }) => `${id}\n`).join(''));
  const rows = shown.map(({ id, createdAt, state, pod, attempt }) => [
    shortId(id),
    humanAgo(now - createdAt),
    state === 'SANDBOX_READY' ? 'Ready' : 'NotReady',
    pod.name,
    pod.namespace,
    String(attempt),
    '(default)',
  ]);
  return said(table([['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'], ...rows], 12));
}

function* images({ cri, args }: Asked): Task<Said> {
  const all = yield* listAll(cri);
  if (args.has('-q', '--quiet')) return said(all.images.map(({ id }) => `${id}\n`).join(''));
  const rows = all.images.map(({ id, repoTags, repoDigests, size }) => {
    const tag = repoTags[0] ?? repoDigests[0] ?? '<none>';
    const colon = tag.lastIndexOf(':');
    return [tag.slice(0, colon), tag.slice(colon + 1), shortId(id), humanSize(size)];
  });
  return said(
    table([['IMAGE', 'TAG', 'IMAGE ID', 'SIZE'], ...rows.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))], 12),
  );
}

function noSuch(kind: string, word: string): Said {
  return failed(
    `E getting the status of ${kind}: rpc error: code = NotFound desc = an error occurred when try to find ${kind} "${word}": not found\n`,
  );
}

function time(micros: number): string {
  return micros === 0 ? '0001-01-01T00:00:00Z' : formatTime(micros);
}

function* inspect({ cri, args }: Asked): Task<Said> {
  const all = yield* listAll(cri);
  const [word = ''] = args.words;
  const container = findContainer(all, word);
  if (container === undefined) return noSuch('container', word);
  const pod = podOf(all, container)?.pod;
  const status = {
    id: container.id,
    metadata: { attempt: container.attempt, name: container.name },
    state: container.state,
    createdAt: time(container.createdAt),
    startedAt: time(container.startedAt),
    finishedAt: time(container.finishedAt),
    exitCode: container.exitCode,
    image: { image: container.image },
    imageRef: container.imageRef,
    reason: container.reason,
    message: container.message,
    labels: {
      'io.kubernetes.container.name': container.name,
      'io.kubernetes.pod.name': pod?.name ?? '',
      'io.kubernetes.pod.namespace': pod?.namespace ?? '',
      'io.kubernetes.pod.uid': container.podUid,
    },
  };
  return said(`${JSON.stringify({ status, info: { sandboxID: container.sandboxId } }, null, 2)}\n`);
}

function* inspectPod({ cri, args }: Asked): Task<Said> {
  const [word = ''] = args.words;
  const sandbox = findSandbox(yield* listAll(cri), word);
  if (sandbox === undefined) return noSuch('sandbox', word);
  const { id, pod, attempt, state, createdAt, ip } = sandbox;
  const status = { id, metadata: { attempt, ...pod }, state, createdAt: time(createdAt), network: { ip } };
  return said(`${JSON.stringify({ status }, null, 2)}\n`);
}

function* inspectImage({ cri, args }: Asked): Task<Said> {
  const [word = ''] = args.words;
  const image = findImage(yield* listAll(cri), word);
  if (image === undefined) return failed(`FATA no such image "${word}" present\n`);
  const { info: known } = yield* statusOf(cri, image);
  const status = { ...image, size: String(image.size), username: known?.user ?? '' };
  const info = known && {
    imageSpec: {
      architecture: 'amd64',
      os: 'linux',
      config: {
        User: known.user,
        Env: known.env,
        Entrypoint: known.entrypoint,
        Cmd: known.cmd,
        WorkingDir: known.workingDir,
      },
      rootfs: { type: 'layers', diff_ids: known.layers.map(({ digest }) => digest) },
      history: known.layers.map(({ createdBy }) => ({ created_by: createdBy })),
    },
    layers: known.layers.map(({ digest, size }) => ({ digest, size })),
  };
  return said(`${JSON.stringify({ status, info }, null, 2)}\n`);
}

/** A container that runs does not keep its image: that is the kubelet's affair, and it asks before it removes one. */
function* removeImage({ cri, args }: Asked): Task<Said> {
  const all = yield* listAll(cri);
  const used = new Set(all.containers.map((container) => imageOf(all, container)?.id));
  const every = args.has('-a', '--all') || args.has('-q', '--prune');
  const wanted = every
    ? all.images.filter(({ id }) => args.has('-a', '--all') || !used.has(id))
    : args.words.map((word) => findImage(all, word) ?? word);
  let [out, err] = ['', ''];
  for (const image of wanted) {
    if (typeof image === 'string') {
      err += `ERRO no such image ${image}\n`;
      continue;
    }
    const names = [...image.repoTags, ...image.repoDigests];
    yield* cri.call('RemoveImage', { image: names[0] ?? image.id });
    out += (image.repoTags.length > 0 ? image.repoTags : [image.id]).map((tag) => `Deleted: ${tag}\n`).join('');
  }
  return { out, err: err === '' ? '' : `${err}FATA unable to remove the image(s)\n`, code: err === '' ? 0 : 1 };
}

function* logs({ cri, args }: Asked): Task<Said | Followed> {
  const [word = ''] = args.words;
  const all = yield* listAll(cri);
  const container = findContainer(all, word);
  if (container === undefined) return noSuch('container', word);
  const id = container.id;
  if (args.has('-f', '--follow')) {
    const { pod } = podOf(all, container) ?? {};
    const stream = yield* cri.open('FollowLogs', { containerId: id }, container.name, pod?.namespace ?? '');
    return {
      follow: function* (print) {
        for (let item; (item = yield* stream.next()) !== undefined;) {
          for (const { text } of item.payload as readonly LogLine[]) print(`${text}\n`);
        }
      },
    };
  }
  const tail = args.value('--tail');
  const { lines } = yield* cri.call('ContainerLogs', {
    containerId: container.id,
    ...(tail !== undefined && Number(tail) >= 0 && { tail: Number(tail) }),
  });
  return said(lines.map(({ text }) => `${text}\n`).join(''));
}

function* exec({ cri, args }: Asked): Task<Said> {
  const [word = '', ...cmd] = args.words;
  const container = findContainer(yield* listAll(cri), word);
  if (container === undefined) return noSuch('container', word);
  if (cmd.length === 0) return failed('FATA ID and command cannot be empty\n');
  const { exitCode, stdout, stderr } = yield* cri.call('ExecSync', { containerId: container.id, cmd, timeout: 60 });
  return { out: stdout, err: stderr, code: exitCode };
}

function* stop({ cri, args }: Asked): Task<Said> {
  const all = yield* listAll(cri);
  let out = '';
  for (const word of args.words) {
    const container = findContainer(all, word);
    if (container === undefined) return noSuch('container', word);
    yield* cri.call('StopContainer', {
      containerId: container.id,
      timeout: Number(args.value('--timeout', '-t') ?? 0),
    });
    out += `${word}\n`;
  }
  return said(out);
}

function* pull({ cri, args }: Asked): Task<Said> {
  const [image = ''] = args.words;
  const { imageRef } = yield* cri.call('PullImage', { image });
  return said(`Image is up to date for ${imageRef}\n`);
}

function* stats({ cri }: Asked): Task<Said> {
  const all = yield* cri.call('ListContainerStats', {});
  const rows = all.stats.map(({ containerId, name, usageCoreNanoSeconds, workingSetBytes }) => [
    shortId(containerId),
    name,
    `${(usageCoreNanoSeconds / 1e9).toFixed(2)}s`,
    humanSize(workingSetBytes),
  ]);
  return said(table([['CONTAINER', 'NAME', 'CPU TIME', 'MEM'], ...rows], 12));
}

const VERBS = new Map<string, Verb>([
  ['ps', ps],
  ['pods', pods],
  ['images', images],
  ['image', images],
  ['img', images],
  ['inspect', inspect],
  ['inspectp', inspectPod],
  ['inspecti', inspectImage],
  ['rmi', removeImage],
  ['logs', logs],
  ['exec', exec],
  ['stop', stop],
  ['pull', pull],
  ['stats', stats],
]);

const HELP = `NAME:
   crictl - client for CRI

USAGE:
   crictl [global options] command [command options] [arguments...]

COMMANDS:
   ${[...VERBS.keys()].sort().join(', ')}
`;

/** An exec ends by itself; an interactive one is kubectl's affair. */
export const crictl: Command = function* (tool, args) {
  const [verb, ...rest] = args.filter((word) => !word.startsWith('--runtime-endpoint'));
  if (verb === undefined || verb === 'help' || verb === '--help' || verb === '-h') return said(HELP);
  if (verb === 'version' || verb === '--version') {
    return said('Version:  0.1.0\nRuntimeName:  containerd\nRuntimeVersion:  v2.1.4\nRuntimeApiVersion:  v1\n');
  }
  const run = VERBS.get(verb);
  if (run === undefined) return notSimulated('crictl', verb);
  try {
    return yield* run({
      cri: tool.cri(),
      args: readArguments(rest, VALUED, verb === 'exec' ? 1 : Infinity),
      now: tool.process.sim.wallClock(),
    });
  } catch (error) {
    if (!(error instanceof CriError)) throw error;
    return failed(`FATA ${error.message}\n`);
  }
};
