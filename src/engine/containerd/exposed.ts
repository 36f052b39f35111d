import type { Process } from '../sim/index.ts';
import { factsOf, MOST_ROWS, type ContainerRow, type ImageRow, type PullRow, type SandboxRow } from '../trace/index.ts';
import type { Container } from './container.ts';
import type { StoredImage } from './image-store.ts';
import type { NodeRuntime } from './node-runtime.ts';
import type { Sandbox } from './sandbox.ts';

/** What `crictl images`, `crictl ps -a` and `crictl pods` would print of a node, for observers. */
export function expose(process: Process, runtime: NodeRuntime, pulls: () => readonly PullRow[]): void {
  const { epoch } = process.sim;
  process.expose(factsOf('images', () => runtime.images.stored().slice(0, MOST_ROWS).map(imageRow)));
  process.expose(factsOf('pulls', pulls));
  process.expose(
    factsOf('containers', () =>
      [...runtime.containers.values()].slice(0, MOST_ROWS).map((one) => containerRow(one, epoch)),
    ),
  );
  process.expose(factsOf('sandboxes', () => [...runtime.sandboxes.values()].slice(0, MOST_ROWS).map(sandboxRow)));
}

function imageRow({ name, record, image }: StoredImage): ImageRow {
  return { name, size: record.size, layers: image.layers.map(({ digest, size, name }) => ({ digest, size, name })) };
}

function containerRow({ record, sandbox, processList }: Container, epoch: number): ContainerRow {
  const { id, name, image, state, attempt, exitCode, reason, startedAt, finishedAt } = record;
  const { pod } = sandbox.record;
  return {
    id: id.slice(0, 13),
    pod: `${pod.namespace}/${pod.name}`,
    name,
    image,
    state,
    attempt,
    exitCode,
    reason,
    startedAt: Math.max(0, startedAt - epoch),
    finishedAt: Math.max(0, finishedAt - epoch),
    processes: processList,
  };
}

function sandboxRow({ record }: Sandbox): SandboxRow {
  const { pod, ip, hostNetwork, state } = record;
  return { pod: `${pod.namespace}/${pod.name}`, ip, hostNetwork, ready: state === 'SANDBOX_READY' };
}
