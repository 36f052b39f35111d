import { isNotFound, parseLabelSelector } from '../../engine/apimachinery/index.ts';
import { AggregateFailure, CommandError } from '../cobra/errors.ts';
import { pathOf, type Json, type Mapper, type Mapping, type RequestOptions, type Rest } from '../rest/types.ts';
import type { World } from '../world.ts';
import { namedBy, type Named, type Tuple } from './args.ts';
import { fromSource, type Reading, type Visited } from './from-source.ts';
import { kustomization, type Kustomize } from './kustomize.ts';
import { listPages } from './list.ts';
import { inNamespace, itemsOf, nameOf, namespaceOf } from './object.ts';
import { sourcesOf, type Source } from './paths.ts';
import type { Builder, Gathered, Info } from './types.ts';

export const NOTHING_NAMED = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/** What a builder works with. */
export interface BuilderTools {
  readonly world: World;
  readonly rest: Rest;
  readonly mapper: Mapper;
  readonly kustomize: Kustomize;
}

interface Files {
  readonly filenames: readonly string[];
  readonly kustomize?: string;
  readonly recursive?: boolean;
}

export class ResourceBuilder implements Builder {
  #namespace = '';
  #defaultNamespace = false;
  #enforce = false;
  #all = false;
  #files: Files = { filenames: [] };
  #args: readonly string[] = [];
  #allowEmpty = false;
  #labels = '';
  #fields = '';
  #selectAll = false;
  #latest = false;
  #local = false;
  #continue = false;
  #flatten = false;
  #chunk = 0;
  #subresource = '';
  #require = true;
  #options: RequestOptions = {};
  #validate = '';
  #single = false;

  constructor(readonly tools: BuilderTools) {}

  namespace(name: string, enforce: boolean): this {
    this.#namespace = name;
    this.#defaultNamespace = true;
    this.#enforce = enforce;
    return this;
  }

  allNamespaces(all: boolean): this {
    this.#all = all;
    return this;
  }

  files(files: Files): this {
    this.#files = files;
    return this;
  }

  args(args: readonly string[], allowEmptySelector = false): this {
    this.#args = args;
    this.#allowEmpty = allowEmptySelector;
    return this;
  }

  labelSelector(selector: string): this {
    this.#labels = selector.trim();
    return this;
  }

  fieldSelector(selector: string): this {
    this.#fields = selector.trim();
    return this;
  }

  selectAll(all: boolean): this {
    this.#selectAll = all;
    return this;
  }

  latest(): this {
    this.#latest = true;
    return this;
  }

  local(): this {
    this.#local = true;
    return this;
  }

  continueOnError(): this {
    this.#continue = true;
    return this;
  }

  flatten(): this {
    this.#flatten = true;
    return this;
  }

  chunkSize(size: number): this {
    this.#chunk = size;
    return this;
  }

  subresource(name: string): this {
    this.#subresource = name;
    return this;
  }

  requireObject(required: boolean): this {
    this.#require = required;
    return this;
  }

  transformRequests(options: RequestOptions): this {
    this.#options = options;
    return this;
  }

  validate(directive: string): this {
    this.#validate = directive;
    return this;
  }

  single(): boolean {
    return this.#single;
  }

  async infos(): Promise<readonly Info[]> {
    const infos: Info[] = [];
    await this.visit((info) => {
      infos.push(info);
      return Promise.resolve();
    });
    return infos;
  }

  async visit(visitor: (info: Info) => Promise<void>): Promise<void> {
    const errors: unknown[] = [];
    const failed = (error: unknown) => {
      if (!this.#continue || this.tools.world.signal.aborted) throw error;
      errors.push(error);
    };
    for await (const visited of await this.#visited()) {
      if ('error' in visited) failed(visited.error);
      else {
        try {
          await visitor(await this.#decorated(visited.info));
        } catch (error) {
          failed(error);
        }
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateFailure(errors);
  }

  async gather(): Promise<Gathered> {
    const infos: Info[] = [];
    const errors: unknown[] = [];
    for await (const visited of await this.#visited()) {
      if (this.tools.world.signal.aborted) throw this.tools.world.signal.reason;
      if ('error' in visited) errors.push(visited.error);
      else {
        try {
          infos.push(await this.#decorated(visited.info));
        } catch (error) {
          errors.push(error);
        }
      }
    }
    return { infos, errors };
  }

  /** resource/builder.go, visitorResult: the first question that can be answered is. */
  async #visited(): Promise<AsyncIterable<Visited> | Iterable<Visited>> {
    const { filenames, kustomize = '', recursive = false } = this.#files;
    if (filenames.length > 0 && kustomize !== '') throw new CommandError('only one of -f or -k can be specified');
    if (kustomize !== '' && recursive) throw new CommandError("the -k flag can't be used with -f or -R");
    const selects = this.#labels !== '' || this.#fields !== '';
    if (this.#selectAll && selects) {
      throw new CommandError("setting 'all' parameter but found a non empty selector. ");
    }
    const files = await sourcesOf(this.tools.world, filenames, recursive);
    const named = await this.#named();
    if (filenames.length > 0 || kustomize !== '') return this.#byPaths(files.sources, files.several, named);
    const everything = this.#allowEmpty && named.resources.length > 0 && named.names.length === 0;
    if (selects || this.#selectAll || everything) return this.#bySelector(named);
    if (named.tuples.length > 0) return this.#byTuples(named.tuples);
    if (named.names.length > 0) return this.#byName(named);
    if (named.resources.length === 0) throw new CommandError(NOTHING_NAMED);
    for (const resource of named.resources) await this.tools.mapper.resource(resource);
    throw new CommandError('resource(s) were provided, but no name was specified');
  }

  async #named(): Promise<Named> {
    const named = namedByOrRefused(this.#args);
    const resources: string[] = [];
    for (const word of named.resources) {
      const members = word.includes('.') || word.includes('/') ? [] : await this.#category(word);
      resources.push(...(members.length > 0 ? members : [word]));
    }
    return { ...named, resources };
  }

  /** `all` and the categories that custom resources name (restmapper/category_expansion.go). */
  async #category(word: string): Promise<readonly string[]> {
    if (this.#local) return [];
    const all = await this.tools.mapper.all();
    return all
      .filter(({ categories }) => categories.includes(word))
      .map(({ resource, group }) => (group === '' ? resource : `${resource}.${group}`));
  }

  #byPaths(sources: readonly Source[], several: boolean, { resources, names, tuples }: Named): AsyncIterable<Visited> {
    if (resources.length > 0 || names.length > 0 || tuples.length > 0) {
      throw new CommandError(
        'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
      );
    }
    this.#single = !several && sources.length === 1;
    return this.#fromFiles(sources);
  }

  async *#fromFiles(sources: readonly Source[]): AsyncGenerator<Visited> {
    const reading: Reading = {
      mapper: this.tools.mapper,
      local: this.#local,
      validate: this.#validate,
      flatten: this.#flatten,
      selector: this.#labels === '' ? undefined : parseLabelSelector(this.#labels),
      finish: (info) => (this.#latest ? this.#fetched(this.#placed(info)) : Promise.resolve(info)),
    };
    for (const source of sources) yield* fromSource(source, reading);
    if (this.#files.kustomize !== undefined && this.#files.kustomize !== '') {
      const { world, kustomize } = this.tools;
      const name = this.#files.kustomize;
      yield* fromSource({ name, read: () => kustomization(world, kustomize, name) }, reading);
    }
  }

  async #bySelector({ names, tuples, resources }: Named): Promise<AsyncIterable<Visited>> {
    if (names.length > 0) throw new CommandError('name cannot be provided when a selector is specified');
    if (tuples.length > 0) {
      throw new CommandError('selectors and the all flag cannot be used when passing resource/name arguments');
    }
    if (resources.length === 0) throw new CommandError('at least one resource must be specified to use a selector');
    if (this.#subresource !== '') {
      throw new CommandError('subresource cannot be used when bulk resources are specified');
    }
    const mappings: Mapping[] = [];
    for (const resource of resources) mappings.push(await this.tools.mapper.resource(resource));
    return this.#listed(mappings.filter((mapping, i) => mappings.indexOf(mapping) === i));
  }

  async *#listed(mappings: readonly Mapping[]): AsyncGenerator<Visited> {
    for (const mapping of mappings) {
      const namespace = mapping.namespaced && !this.#all ? this.#namespace : '';
      const selector = { labelSelector: this.#labels, fieldSelector: this.#fields };
      try {
        for await (const page of listPages(this.tools.rest, mapping, namespace, selector, this.#chunk, this.#options)) {
          const items = this.#flatten ? itemsOf(page) : undefined;
          if (items === undefined) yield { info: { mapping, namespace, name: '', object: page, source: '' } };
          else for (const object of items) yield { info: listedInfo(mapping, object) };
        }
      } catch (error) {
        yield { error };
      }
    }
  }

  async #byTuples(tuples: readonly Tuple[]): Promise<AsyncIterable<Visited>> {
    this.#single = tuples.length === 1;
    const named: { readonly mapping: Mapping; readonly name: string }[] = [];
    for (const { resource, name } of tuples) named.push({ mapping: await this.tools.mapper.resource(resource), name });
    return this.#fetchEach(named);
  }

  async #byName({ resources, names }: Named): Promise<AsyncIterable<Visited>> {
    this.#single = names.length === 1;
    if (resources.length === 0) throw new CommandError('you must provide a resource and a resource name together');
    if (resources.length > 1) throw new CommandError('you must specify only one resource');
    const mapping = await this.tools.mapper.resource(resources[0]!);
    return this.#fetchEach(names.map((name) => ({ mapping, name })));
  }

  #fetchEach(named: readonly { readonly mapping: Mapping; readonly name: string }[]): AsyncIterable<Visited> {
    for (const { mapping } of named) {
      if (mapping.namespaced && (this.#namespace === '' || this.#all)) {
        throw new CommandError(
          this.#all
            ? 'a resource cannot be retrieved by name across all namespaces'
            : 'namespace may not be empty when retrieving a resource by name',
        );
      }
    }
    return this.#fetchedEach(named);
  }

  async *#fetchedEach(named: readonly { readonly mapping: Mapping; readonly name: string }[]): AsyncGenerator<Visited> {
    for (const { mapping, name } of named) {
      const namespace = mapping.namespaced ? this.#namespace : '';
      const apiVersion = mapping.group === '' ? mapping.version : `${mapping.group}/${mapping.version}`;
      const metadata = { name, ...(namespace !== '' && { namespace }) };
      const info = { mapping, namespace, name, object: { apiVersion, kind: mapping.kind, metadata }, source: '' };
      try {
        yield { info: this.#require ? await this.#fetched(info) : info };
      } catch (error) {
        yield { error };
      }
    }
  }

  /** resource/visitor.go, Info.Get: of an object in a namespace that is not there, the namespace is what is missing. */
  async #fetched(info: Info): Promise<Info> {
    const { mapping, namespace, name } = info;
    const { rest } = this.tools;
    const subresource = this.#subresource === '' ? undefined : this.#subresource;
    try {
      return { ...info, object: await rest.get(pathOf(mapping, namespace, name, subresource), this.#options) };
    } catch (error) {
      if (isNotFound(error) && namespace !== '' && namespace !== 'default') {
        try {
          await rest.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}`);
        } catch (other) {
          if (isNotFound(other)) throw other;
        }
      }
      throw error;
    }
  }

  /** SetNamespace, RequireNamespace and FilterNamespace of resource/visitor.go. */
  async #decorated(info: Info): Promise<Info> {
    return Promise.resolve(info.source === '' ? info : this.#placed(info));
  }

  #placed(info: Info): Info {
    const { mapping, namespace, object } = info;
    // Nobody was asked whether the kind lives in namespaces.
    if (this.#local) return info;
    if (!mapping.namespaced) {
      return namespace === '' ? info : { ...info, namespace: '', object: inNamespace(object, '') };
    }
    if (namespace === '' && this.#defaultNamespace) {
      return { ...info, namespace: this.#namespace, object: inNamespace(object, this.#namespace) };
    }
    if (this.#enforce && namespace !== this.#namespace) {
      throw new CommandError(
        `the namespace from the provided object ${JSON.stringify(namespace)} does not match the namespace ` +
          `${JSON.stringify(this.#namespace)}. You must pass '--namespace=${namespace}' to perform this operation.`,
      );
    }
    return info;
  }
}

function listedInfo(mapping: Mapping, object: Json): Info {
  return { mapping, namespace: namespaceOf(object), name: nameOf(object), object, source: '' };
}

function namedByOrRefused(args: readonly string[]): Named {
  try {
    return namedBy(args);
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}
