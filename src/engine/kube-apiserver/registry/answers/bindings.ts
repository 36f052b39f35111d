import { isObject } from '../../../apimachinery/index.ts';
import type { Binding } from '../../../api/binding/types.ts';
import type { ApiResponse } from '../../../client-go/request.ts';
import type { Task } from '../../../sim/index.ts';
import type { AnswerContext } from '../../request-context.ts';
import type { Server } from '../../server.ts';
import { bodyAsJson, decodeObject } from '../body.ts';
import { bind } from '../pod-binding.ts';

/** POST bindings is POST pods/<name>/binding, with the name in the body. LegacyBindingREST */
export function createBinding(server: Server, context: AnswerContext): Task<ApiResponse> {
  const pods = server.resource('', 'v1', 'pods')!;
  const json = bodyAsJson(context.request.body, 'Binding');
  const body = isObject(json) ? (decodeObject(context, json) as Binding) : json;
  const name = isObject(body) ? (body as unknown as Binding).metadata.name : undefined;
  const request = { ...context.request, resource: 'pods', subresource: 'binding', name, body };
  return bind(server, { ...context, request, resource: pods });
}
