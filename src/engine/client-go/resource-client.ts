import type { ApiList, ApiObject } from '../apimachinery/index.ts';
import type { Stream, Task } from '../sim/index.ts';
import type { Client, ResourceRef } from './client.ts';
import type { ApiRequest, DeleteOptions, PatchType, RequestOptions, Verb } from './request.ts';

const NO_OPTIONS: RequestOptions = {};

/**
 * Typed requests for one resource. Every method throws StatusError or NetworkError. The methods make the request and hand on
 * the client's own task instead of wrapping it: the server answers each with what its type says.
 */
export class ResourceClient<T extends ApiObject> {
  constructor(
    readonly client: Client,
    readonly ref: ResourceRef,
  ) {}

  get(namespace: string | undefined, name: string, options = NO_OPTIONS): Task<T> {
    return this.#do('get', namespace, name, options);
  }

  list(namespace: string | undefined, options = NO_OPTIONS): Task<ApiList<T>> {
    return this.#do('list', namespace, undefined, options);
  }

  watch(namespace: string | undefined, options: RequestOptions): Task<Stream> {
    return this.client.watch(this.#request('watch', namespace, undefined, options));
  }

  create(namespace: string | undefined, object: unknown, options = NO_OPTIONS): Task<T> {
    return this.#do('create', namespace, undefined, options, object);
  }

  update(object: T, options = NO_OPTIONS): Task<T> {
    const { namespace, name } = object.metadata;
    return this.#do('update', namespace, name, options, object);
  }

  updateStatus(object: T, options = NO_OPTIONS): Task<T> {
    const { namespace, name } = object.metadata;
    return this.#do('update', namespace, name, options, object, 'status');
  }

  patch(
    namespace: string | undefined,
    name: string,
    patchType: PatchType,
    body: unknown,
    subresource?: string,
    options = NO_OPTIONS,
  ): Task<T> {
    return this.#do('patch', namespace, name, options, body, subresource, patchType);
  }

  delete(namespace: string | undefined, name: string, body?: DeleteOptions): Task {
    return this.#do('delete', namespace, name, NO_OPTIONS, body);
  }

  deleteCollection(namespace: string | undefined, options: RequestOptions, body?: DeleteOptions): Task {
    return this.#do('deletecollection', namespace, undefined, options, body);
  }

  createSubresource(namespace: string | undefined, name: string, subresource: string, body: unknown): Task<unknown> {
    return this.#do('create', namespace, name, NO_OPTIONS, body, subresource);
  }

  /** GET of a subresource, such as `scale`. */
  getSubresource(namespace: string | undefined, name: string, subresource: string): Task<unknown> {
    return this.#do('get', namespace, name, NO_OPTIONS, undefined, subresource);
  }

  /** PUT of a subresource other than status, such as `finalize` or `scale`. */
  updateSubresource(namespace: string | undefined, name: string, subresource: string, body: unknown): Task<unknown> {
    return this.#do('update', namespace, name, NO_OPTIONS, body, subresource);
  }

  #do<R>(
    verb: Verb,
    namespace: string | undefined,
    name: string | undefined,
    options: RequestOptions,
    body?: unknown,
    subresource?: string,
    patchType?: PatchType,
  ): Task<R> {
    const request = this.#request(verb, namespace, name, options, body, subresource, patchType);
    return this.client.do(request) as Task<R>;
  }

  #request(
    verb: Verb,
    namespace: string | undefined,
    name: string | undefined,
    options: RequestOptions,
    body?: unknown,
    subresource?: string,
    patchType?: PatchType,
  ): ApiRequest {
    const { ref, client } = this;
    return {
      verb,
      group: ref.group,
      version: ref.version,
      resource: ref.resource,
      subresource,
      namespace: ref.namespaced ? namespace : undefined,
      name,
      options,
      body,
      patchType,
      credentials: client.options.credentials,
      userAgent: client.options.userAgent,
    };
  }
}
