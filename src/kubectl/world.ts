import type { Bytes, StreamMessage } from '../engine/apimachinery/index.ts';
import type { HttpRequest, HttpResponse, StreamEvent } from '../protocol/index.ts';

/** A request that goes on after its answer: a watch, a followed log, an upgrade. */
export interface OpenRequest {
  readonly send: (message: StreamMessage) => void;
  readonly cancel: () => void;
}

/** The way to the API server that the kubeconfig names. Neither throws for an answer of 400 and more. */
export interface Transport {
  fetch(request: HttpRequest): Promise<HttpResponse>;
  connect(request: HttpRequest, told: (event: StreamEvent) => void): OpenRequest;
}

/** A server that a kubeconfig or --server names, and how it is to be trusted. */
export interface ServerAddress {
  /** `https://127.0.0.1:6443`. */
  readonly server: string;
  readonly insecure: boolean;
  /** PEM, all three. */
  readonly certificateAuthority?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

/** What is to be read, piece by piece. */
export interface Input {
  /** The next piece, or undefined when there will be no more. Pieces of a pipe come as they are written. */
  read(): Promise<Bytes | undefined>;
  /** Whether a person sits before it. */
  readonly tty: boolean;
  /**
   * Of a terminal: keys come one by one and as they are, Ctrl-C among them, and nobody echoes them (MakeRaw), until it is called
   * with false. `exec -it` wants it, because the terminal at the far end does all that. undefined: there is nothing to change.
   */
  readonly raw?: (on: boolean) => void;
}

/** Where to write; text is UTF-8, bytes go as they are. */
export interface Output {
  write(text: string): void;
  writeBytes(bytes: Bytes): void;
  readonly tty: boolean;
}

export interface FileStat {
  readonly directory: boolean;
  /** In bytes. */
  readonly size: number;
  /** Permission bits, 0o644. */
  readonly mode: number;
  /** Microseconds since the Unix epoch. */
  readonly modified: number;
}

/** A file system; paths are absolute. What is not there is answered with undefined, never thrown. */
export interface Files {
  read(path: string): Promise<Bytes | undefined>;
  write(path: string, bytes: Bytes, mode?: number): Promise<void>;
  stat(path: string): Promise<FileStat | undefined>;
  /** Names in a directory, sorted. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** With every directory above it. */
  makeDirectory(path: string): Promise<void>;
  /** With all that is in it. */
  remove(path: string): Promise<void>;
}

/** A port that this machine listens on: port-forward and proxy. */
export interface Listener {
  readonly port: number;
  readonly close: () => void;
}

/** Somebody who has come to a port: bytes both ways until one side has no more. */
export interface Caller {
  read(): Promise<Bytes | undefined>;
  write(bytes: Bytes): void;
  end(): void;
}

/**
 * The machine that kubectl runs on: a tab of the page's terminal, or a Node process in tests. kubectl touches nothing else, so
 * that it runs alike in both.
 */
export interface World {
  readonly transport: Transport;
  /**
   * The way to a server that the kubeconfig or a flag names; its requests fail with Go's words when there is none (`dial tcp
   * 10.0.0.1:443: connect: connection refused`). Left out: whatever is named, `transport` is asked.
   */
  readonly dial?: (address: ServerAddress) => Transport;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Width and height of the terminal, in characters; undefined when there is none. */
  readonly terminal?: { readonly columns: number; readonly rows: number; onResize?(told: () => void): void };
  readonly files: Files;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** An absolute path. */
  readonly cwd: string;
  /** Virtual time, microseconds since the Unix epoch. */
  readonly now: () => number;
  /** Rejects with the signal's reason when that is aborted. */
  readonly sleep: (micros: number) => Promise<void>;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
  /** A number of [0, 1), for names that nobody chose. */
  readonly random: () => number;
  /** Opens what `kubectl edit` shows and answers what the person left there; undefined: there is no editor. */
  readonly edit?: (name: string, text: string) => Promise<string>;
  /** Listens on a port of this machine; undefined: nothing can come in. Port 0 picks one. Throws an Error when it is taken. */
  readonly listen?: (port: number, address: string, called: (caller: Caller) => void) => Promise<Listener>;
  /** Runs another program of this machine (`KUBECTL_EXTERNAL_DIFF`, `xargs`); undefined: there is none of that name. */
  readonly run?: (argv: readonly string[], stdin: Bytes) => Promise<{ readonly code: number } | undefined>;
}
