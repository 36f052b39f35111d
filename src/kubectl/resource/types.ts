import type { Json, Mapping, RequestOptions } from '../rest/types.ts';

/** One object that a command is about (cli-runtime/pkg/resource/visitor.go, Info). */
export interface Info {
  readonly mapping: Mapping;
  readonly namespace: string;
  readonly name: string;
  /** As it was read from the file or from the server. */
  readonly object: Json;
  /** What errors call the file it came from; `''` when it came from the server. */
  readonly source: string;
}

/** What was found, and why not all of what was asked for was. */
export interface Gathered {
  readonly infos: readonly Info[];
  readonly errors: readonly unknown[];
}

/** Which objects a command line means (cli-runtime/pkg/resource/builder.go). Each call answers the builder itself. */
export interface Builder {
  /** The namespace of what names none. `enforce`: what names another is refused. */
  namespace(name: string, enforce: boolean): Builder;
  allNamespaces(all: boolean): Builder;
  /** -f, -k and -R. */
  files(files: {
    readonly filenames: readonly string[];
    readonly kustomize?: string;
    readonly recursive?: boolean;
  }): Builder;
  /** `pod web api`, `pod/web deploy/api`, `pods,services`, and with nothing after a type: all of that type, or a usage error. */
  args(args: readonly string[], allowEmptySelector?: boolean): Builder;
  labelSelector(selector: string): Builder;
  fieldSelector(selector: string): Builder;
  /** All of the types named, as `--all` means it. */
  selectAll(all: boolean): Builder;
  /** From the server, not from the file, even where a file was given. */
  latest(): Builder;
  /** Files only: the server is not asked, mappings come from the objects. */
  local(): Builder;
  continueOnError(): Builder;
  /** List objects are taken apart. */
  flatten(): Builder;
  /** At most so many objects a request. */
  chunkSize(size: number): Builder;
  subresource(name: string): Builder;
  /** Whether the server is asked for objects that a name means; otherwise they have no more than their name. Left out: true. */
  requireObject(required: boolean): Builder;
  /** How the server is asked: a Table instead of the objects, say. A list that is no object's list is one Info. */
  transformRequests(options: RequestOptions): Builder;
  /** Refuses documents that do not say what they are, as apply and create do before they ask the server (--validate). */
  validate(directive: string): Builder;
  /** The objects in their order. Errors are thrown; with continueOnError after all others, as an AggregateFailure. */
  infos(): Promise<readonly Info[]>;
  /** One by one, so that what comes first is acted on before what comes later is asked for. */
  visit(visitor: (info: Info) => Promise<void>): Promise<void>;
  /** The objects that are there, for a command that goes on after errors. Throws only what is wrong with the question itself. */
  gather(): Promise<Gathered>;
  /** Whether exactly one object was named (so that it is not told as a list). */
  single(): boolean;
}
