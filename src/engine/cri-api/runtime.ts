import type { Micros } from '../sim/index.ts';

export type CriVerb =
  | 'UpdateRuntimeConfig'
  | 'RunPodSandbox'
  | 'StopPodSandbox'
  | 'RemovePodSandbox'
  | 'ImageStatus'
  | 'PullImage'
  | 'ListImages'
  | 'RemoveImage'
  | 'CreateContainer'
  | 'StartContainer'
  | 'StopContainer'
  | 'RemoveContainer'
  | 'ListContainers'
  | 'ListContainerStats'
  | 'ExecSync'
  | 'ContainerLogs';

export interface PodIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export interface PodSandbox {
  readonly id: string;
  readonly pod: PodIdentity;
  readonly attempt: number;
  readonly state: 'SANDBOX_READY' | 'SANDBOX_NOTREADY';
  readonly createdAt: Micros;
  readonly ip: string;
  readonly hostNetwork: boolean;
}

/** As a runtime reports it; times are microseconds since the Unix epoch. */
export interface RuntimeContainer {
  readonly id: string;
  readonly sandboxId: string;
  readonly podUid: string;
  readonly name: string;
  /** How many times a container of this name has been started in the pod before: the restart count. */
  readonly attempt: number;
  /** The image as it was asked for. */
  readonly image: string;
  /** `docker.io/library/nginx@sha256:…` */
  readonly imageRef: string;
  readonly state: 'CONTAINER_CREATED' | 'CONTAINER_RUNNING' | 'CONTAINER_EXITED';
  readonly createdAt: Micros;
  readonly startedAt: Micros;
  readonly finishedAt: Micros;
  readonly exitCode: number;
  readonly signal?: number;
  /** `Completed`, `Error`, `OOMKilled`, `Unknown`. */
  readonly reason: string;
  readonly message: string;
}

/** What a running container has used. */
export interface ContainerStats {
  readonly containerId: string;
  readonly name: string;
  readonly pod: PodIdentity;
  readonly startedAt: Micros;
  /** Seconds of one core since it began, in billionths. */
  readonly usageCoreNanoSeconds: number;
  readonly workingSetBytes: number;
}

export interface ContainerConfig {
  readonly name: string;
  readonly attempt: number;
  readonly image: string;
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
  readonly workingDir?: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Whether it keeps its standard input open for who attaches; `stdinOnce`: until the first one has left. */
  readonly stdin?: boolean | undefined;
  readonly stdinOnce?: boolean | undefined;
  readonly tty?: boolean | undefined;
  /** The pod's own mounts, by the names of its volumes on the node's disk (NodeDisk). */
  readonly mounts?: readonly Mount[] | undefined;
  /** Bytes of memory that it may use; one that takes more is killed. */
  readonly memoryLimit?: number | undefined;
  /** Container ports the pod declares: what a stand-in for an unknown image listens on. */
  readonly ports: readonly number[];
}

/** Where a volume stands in a container: core/v1 VolumeMount, as far as a runtime needs it. */
export interface Mount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string | undefined;
  readonly subPathExpr?: string | undefined;
  readonly readOnly?: boolean | undefined;
}

/** What a pod's programs ask names of, and what stands in their /etc/resolv.conf. */
export interface DNSConfig {
  readonly servers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
}

export interface ImageRecord {
  /** `sha256:…` of its configuration. */
  readonly id: string;
  readonly repoTags: readonly string[];
  readonly repoDigests: readonly string[];
  readonly size: number;
}

/** What an image is made of: what containerd tells of it in `info` when it is asked to be verbose. */
export interface ImageInfo {
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workingDir: string;
  readonly user: string;
  /** The lowest first. */
  readonly layers: readonly { readonly digest: string; readonly size: number; readonly createdBy: string }[];
}

export interface CriRequests {
  readonly UpdateRuntimeConfig: { readonly podCIDR: string };
  readonly RunPodSandbox: {
    readonly pod: PodIdentity;
    readonly attempt: number;
    readonly hostNetwork: boolean;
    /** When it is not the pod's name. */
    readonly hostname?: string | undefined;
    readonly dns?: DNSConfig | undefined;
    readonly hostAliases?:
      readonly { readonly ip: string; readonly hostnames?: readonly string[] | undefined }[] | undefined;
  };
  readonly StopPodSandbox: { readonly podSandboxId: string };
  readonly RemovePodSandbox: { readonly podSandboxId: string };
  readonly ImageStatus: { readonly image: string; readonly verbose?: boolean | undefined };
  readonly PullImage: { readonly image: string };
  readonly ListImages: Record<string, never>;
  readonly RemoveImage: { readonly image: string };
  readonly CreateContainer: { readonly podSandboxId: string; readonly config: ContainerConfig };
  readonly StartContainer: { readonly containerId: string };
  /** `timeout` in seconds between SIGTERM and SIGKILL. */
  readonly StopContainer: { readonly containerId: string; readonly timeout: number };
  readonly RemoveContainer: { readonly containerId: string };
  readonly ListContainers: Record<string, never>;
  readonly ListContainerStats: Record<string, never>;
  readonly ExecSync: { readonly containerId: string; readonly cmd: readonly string[]; readonly timeout: number };
  readonly ContainerLogs: { readonly containerId: string; readonly tail?: number | undefined };
}

export interface CriReplies {
  readonly UpdateRuntimeConfig: Record<string, never>;
  readonly RunPodSandbox: PodSandbox;
  readonly StopPodSandbox: Record<string, never>;
  readonly RemovePodSandbox: Record<string, never>;
  readonly ImageStatus: { readonly image: ImageRecord | undefined; readonly info?: ImageInfo | undefined };
  readonly PullImage: { readonly imageRef: string; readonly size: number };
  readonly ListImages: { readonly images: readonly ImageRecord[] };
  readonly RemoveImage: Record<string, never>;
  readonly CreateContainer: { readonly containerId: string };
  readonly StartContainer: Record<string, never>;
  readonly StopContainer: Record<string, never>;
  readonly RemoveContainer: Record<string, never>;
  readonly ListContainers: {
    readonly sandboxes: readonly PodSandbox[];
    readonly containers: readonly RuntimeContainer[];
    readonly networkReady: boolean;
  };
  readonly ListContainerStats: { readonly stats: readonly ContainerStats[] };
  readonly ExecSync: { readonly exitCode: number; readonly stdout: string; readonly stderr: string };
  readonly ContainerLogs: { readonly lines: readonly LogLine[] };
}

/**
 * Calls that open a stream. Upstream asks for an address first and goes there (CRI's streaming server); here the call is the
 * stream. FollowLogs brings lists of LogLine; the others bring and take StreamMessage.
 */
export interface CriStreamRequests {
  readonly Exec: { readonly containerId: string; readonly cmd: readonly string[] } & StdioOptions;
  readonly Attach: { readonly containerId: string } & StdioOptions;
  readonly PortForward: { readonly podSandboxId: string };
  readonly FollowLogs: { readonly containerId: string };
}

export type CriStreamVerb = keyof CriStreamRequests;

/** Which of its streams somebody wants to have. */
export interface StdioOptions {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
}

export interface LogLine {
  readonly at: Micros;
  readonly text: string;
}

export type CriFailureCode = 'Unknown' | 'NotFound' | 'DeadlineExceeded';

/** What a runtime answers when it could not do what it was asked. */
export class CriFailure {
  readonly failure: string;
  readonly code: CriFailureCode;

  constructor(failure: string, code: CriFailureCode) {
    this.failure = failure;
    this.code = code;
  }
}

export function isCriFailure(reply: unknown): reply is CriFailure {
  return reply instanceof CriFailure;
}

/** Rings whenever a sandbox or container changes. The kubelet skips the relists between two rings. */
export class RuntimeActivity {
  version = 0;
  #listeners: (() => void)[] = [];

  /** Called by the runtime after each change. */
  changed(): void {
    this.version++;
    if (this.#listeners.length === 0) return;
    for (const listener of this.#listeners.splice(0)) listener();
  }

  /** Calls back once, at the next change. */
  once(listener: () => void): void {
    this.#listeners.push(listener);
  }
}

export function runtimeAddress(host: string): string {
  return `containerd@${host}`;
}
