import type { Json, Mapping } from '../rest/types.ts';

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
  /** `must be specified`-errors when nothing at all was named. */
  requireObject(required: boolean): Builder;
  /** The objects in their order. Errors are thrown; with continueOnError after all others, as an AggregateFailure. */
  infos(): Promise<readonly Info[]>;
  /** One by one, so that what comes first is acted on before what comes later is asked for. */
  visit(visitor: (info: Info) => Promise<void>): Promise<void>;
  /** Whether exactly one object was named (so that it is not told as a list). */
  single(): boolean;
}
