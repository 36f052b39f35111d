import type { ApiList, ApiObject } from '../apimachinery/index.ts';
import type { Micros, Stream, Task } from '../sim/index.ts';
import type { Client, ResourceRef } from './client.ts';
import type { ApiRequest, DeleteOptions, PatchType, RequestOptions, Verb } from './request.ts';

const NO_OPTIONS: RequestOptions = {};

/** Typed requests for one resource. Every method throws StatusError or NetworkError. */
export class ResourceClient<T extends ApiObject> {
  constructor(
    readonly client: Client,
    readonly ref: ResourceRef,
  ) {}

  *get(namespace: string | undefined, name: string, options = NO_OPTIONS): Task<T> {
    return yield* this.#object('get', { namespace, name, options });
  }

  *list(namespace: string | undefined, options = NO_OPTIONS): Task<ApiList<T>> {
    const response = yield* this.client.do(this.request('list', { namespace, options }));
    return response.body as ApiList<T>;
  }

  *watch(namespace: string | undefined, options: RequestOptions): Task<Stream> {
    return yield* this.client.watch(this.request('watch', { namespace, options }));
  }

  *create(namespace: string | undefined, object: unknown, options = NO_OPTIONS): Task<T> {
    return yield* this.#object('create', { namespace, body: object, options });
  }

  *update(object: T, options = NO_OPTIONS): Task<T> {
    const { namespace, name } = object.metadata;
    return yield* this.#object('update', { namespace, name, body: object, options });
  }

  *updateStatus(object: T, options = NO_OPTIONS): Task<T> {
    const { namespace, name } = object.metadata;
    return yield* this.#object('update', { namespace, name, subresource: 'status', body: object, options });
  }

  *patch(
    namespace: string | undefined,
    name: string,
    patchType: PatchType,
    body: unknown,
    subresource?: string,
    options = NO_OPTIONS,
  ): Task<T> {
    return yield* this.#object('patch', { namespace, name, subresource, patchType, body, options });
  }

  *delete(namespace: string | undefined, name: string, body?: DeleteOptions): Task {
    yield* this.client.do(this.request('delete', { namespace, name, body, options: NO_OPTIONS }));
  }

  *deleteCollection(namespace: string | undefined, options: RequestOptions, body?: DeleteOptions): Task {
    yield* this.client.do(this.request('deletecollection', { namespace, body, options }));
  }

  *createSubresource(namespace: string | undefined, name: string, subresource: string, body: unknown): Task<unknown> {
    const request = this.request('create', { namespace, name, subresource, body, options: NO_OPTIONS });
    return (yield* this.client.do(request)).body;
  }

  /** PUT of a subresource other than status, such as `finalize` or `scale`. */
  *updateSubresource(namespace: string | undefined, name: string, subresource: string, body: unknown): Task<unknown> {
    const request = this.request('update', { namespace, name, subresource, body, options: NO_OPTIONS });
    return (yield* this.client.do(request)).body;
  }

  request(verb: Verb, rest: Pick<ApiRequest, 'options'> & Partial<ApiRequest>): ApiRequest {
    const { ref, client } = this;
    return {
      verb,
      group: ref.group,
      version: ref.version,
      resource: ref.resource,
      subresource: rest.subresource,
      namespace: ref.namespaced ? rest.namespace : undefined,
      name: rest.name,
      options: rest.options,
      body: rest.body,
      patchType: rest.patchType,
      credentials: client.options.credentials,
      userAgent: client.options.userAgent,
    };
  }

  *#object(verb: Verb, rest: Pick<ApiRequest, 'options'> & Partial<ApiRequest>, timeout?: Micros): Task<T> {
    const response = yield* this.client.do(this.request(verb, rest), timeout);
    return response.body as T;
  }
}
