import type { Bytes } from '../../apimachinery/index.ts';
import type { PodReply, PodRequest } from '../../cri-api/index.ts';
import type { Dialect, Program } from '../../shell/index.ts';
import { MILLISECOND, type Micros } from '../../sim/index.ts';
import type { Container } from '../container.ts';
import { sha256Like } from '../digest.ts';

/** One layer of an image, named by what is in it; images that name the same layer share it on disk and on the wire. */
export interface Layer {
  readonly digest: string;
  /** Compressed, in bytes: what is downloaded. */
  readonly size: number;
  /** What is in it. */
  readonly name: string;
}

/** What a program sees of the pod it runs in. */
export interface ProgramContext {
  readonly hostname: string;
  readonly ip: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of the image that it was started from. */
  readonly tag: string;
  /** Its command line. */
  readonly argv: readonly string[];
  /** How many requests it has answered before this one. */
  readonly served: number;
  /** A file of its container; undefined: there is none. */
  readonly read: (path: string) => Bytes | undefined;
}

/** A program that listens until it is told to stop. */
export interface Server {
  /** Names of executables that start it, by the last part of their path. */
  readonly binaries: readonly string[];
  readonly ports: readonly number[];
  /** From the start of the process until it listens. */
  readonly startup: Micros;
  /** What it prints while it starts. */
  readonly log: readonly string[];
  readonly http?: (request: PodRequest, context: ProgramContext) => PodReply;
  /** What it says to a line of its own protocol; `memory` is its own until it ends. */
  readonly line?: (line: string, memory: Map<string, string>) => string;
  /** Where its configuration says that it listens, if that can be read. */
  readonly listens?: (
    read: ProgramContext['read'],
    list: (path: string) => readonly string[],
  ) => readonly number[] | undefined;
  /** For a part of the cluster that runs in a pod: the name of what answers in place of `http`. */
  readonly service?: string;
  /** The line it prints for a request. */
  readonly accessLog?: (request: PodRequest, reply: PodReply) => string;
  /** How long it takes to end after SIGTERM; undefined: it does not listen to SIGTERM and is killed. */
  readonly shutdown?: Micros;
  /** Its exit code after SIGTERM. */
  readonly exitCode?: number;
  /** Why it cannot start with this environment: the lines it prints before it exits with 1. */
  readonly refuses?: (env: Readonly<Record<string, string>>) => readonly string[] | undefined;
  /** Executables in the image that ask the server how it is: they exit 0 once it listens. */
  readonly clients?: readonly string[];
}

/** What a program takes of its node. */
export interface Uses {
  /** Thousandths of a core while nobody asks anything of it. */
  readonly millicores: number;
  /** Of its working set. */
  readonly memoryBytes: number;
  /** What one request costs, in milliseconds of a core. */
  readonly millisecondsPerRequest?: number;
}

/** What stands in a registry under one repository. */
export interface Image {
  /** `docker.io/library/nginx`. */
  readonly repository: string;
  /** Tags that exist; undefined: any that looks like one. */
  readonly tags?: readonly string[];
  readonly layers: readonly Layer[];
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly server?: Server;
  /** What its program uses; left out: what a small idle program does. */
  readonly uses?: Uses;
  /** Whether there is a shell with the usual tools. */
  readonly shell: boolean;
  /** What it is built on: which tools it has, how they complain, what /etc/os-release says. Debian unless it says otherwise. */
  readonly base?: 'busybox' | 'alpine' | 'debian' | 'ubuntu';
  /** The shell behind `sh`, when it is not its base's own. */
  readonly sh?: Dialect;
  /** Tools beside those of its base: `curl`, `dig`, `bash`. */
  readonly tools?: readonly string[];
  /** Files that it brings, by path. One that begins with `#!` can be run. */
  readonly files?: Readonly<Record<string, string>>;
  /** Programs of its own, by name. */
  readonly programs?: Readonly<Record<string, (container: Container) => Program>>;
  readonly workingDir?: string;
  /** Whom its programs run as; root unless it says otherwise. */
  readonly user?: { readonly name: string; readonly uid: number; readonly home: string };
  /** False: arguments behind the entrypoint are the program's own, and never a command. */
  readonly wraps?: boolean;
  /** Nobody has described it: any command starts what it has instead of a program. */
  readonly standIn?: boolean;
  /** For programs that print and end, such as hello-world. */
  readonly prints?: readonly string[];
}

export function layer(name: string, size: number): Layer {
  return { digest: sha256Like(`layer ${name}`), size, name };
}

const MB = 1_000_000;
/** Bases that many images stand on; pulled once on a node, they are there for all. */
export const DEBIAN = layer('debian:bookworm-slim', 28.2 * MB);
export const ALPINE = layer('alpine:3.22', 3.8 * MB);
export const NODE_BASE = layer('debian:jessie', 52.6 * MB);

/** What an image stands on: as it says, or else as its first layer does. */
export function baseOf({ base, layers }: Image): NonNullable<Image['base']> {
  if (base) return base;
  return layers[0] === ALPINE ? 'alpine' : 'debian';
}

export const QUICK: Micros = 120 * MILLISECOND;

export function text(status: number, body: string): PodReply {
  return { status, body };
}

/** The combined log format of nginx and httpd; the client's address is its node's bridge. */
export function combinedLog(request: PodRequest, reply: PodReply): string {
  const agent = request.headers?.['User-Agent'] ?? '-';
  return `10.244.0.1 - - "${request.method ?? 'GET'} ${request.path ?? '/'} HTTP/1.1" ${reply.status} ${reply.body.length} "-" "${agent}" "-"`;
}
