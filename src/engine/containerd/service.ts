import type { Bytes } from '../apimachinery/index.ts';
import type { PodReply, PodRequest } from '../cri-api/index.ts';
import { Process, type Network, type Task } from '../sim/index.ts';
import { commandLine } from './command-line.ts';
import type { Container } from './container.ts';

/** What a part of the cluster that runs in a pod is started with. */
export interface ServiceContext {
  /** Its own, which ends with its container. */
  readonly process: Process;
  readonly network: Network;
  /** A file of its container; undefined: there is none. */
  readonly read: (path: string) => Bytes | undefined;
  /** Its command line. */
  readonly argv: readonly string[];
  /** Writes a line to the log of its container. */
  readonly print: (line: string) => void;
}

/** What answers for it: at once, or when it has asked somebody else. */
export type ServiceAnswer = (request: PodRequest) => PodReply | Task<PodReply>;

/**
 * A program that does more than answer: it asks the API server and kubelets itself. Images name it, and the composition root
 * has it, because no component knows another.
 */
export type Service = (context: ServiceContext) => ServiceAnswer;
export type Services = ReadonlyMap<string, Service>;

export const NO_SERVICES: Services = new Map();

/** One that runs. */
export interface RunningService {
  readonly answer: ServiceAnswer;
  readonly stop: () => void;
}

export function startService(name: string, container: Container): RunningService | undefined {
  const { sandbox, record } = container;
  const start = sandbox.services.get(name);
  if (!start) return undefined;
  const { sim, host } = sandbox.process;
  const { pod } = sandbox.record;
  const process = new Process(sim, `${pod.namespace}/${pod.name}/${record.name}`, host);
  const { image, config } = container;
  const answer = start({
    process,
    network: sandbox.network,
    read: (path) => container.machine.tryRead(path),
    argv: commandLine(image, config.command, config.args),
    print: (line) => container.print(line),
  });
  return { answer, stop: () => process.kill() };
}
