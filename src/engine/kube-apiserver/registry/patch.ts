import {
  type ApiObject,
  goFormat,
  goJSON,
  isObject,
  newBadRequest,
  newGenericServerResponse,
  newUnsupportedMediaTypeError,
} from '../../apimachinery/index.ts';
import {
  applyJSONPatch,
  applyMergePatch,
  applyStrategicMergePatch,
  decodeJSONPatch,
  PatchError,
  PatchSchema,
} from '../../apimachinery/patch/index.ts';
import type { Kind } from '../../api/kind.ts';
import type { Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { apply as applyConfiguration } from './apply.ts';
import { bodyAsJson, decodePatched } from './body.ts';
import { checkName } from './names.ts';
import { updateWith, type UpdateRules } from './update.ts';

const SUPPORTED = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];

/**
 * PATCH: applies the patch to what is there and goes on as an update; when somebody else was faster it is applied again to
 * what that made. apiserver/pkg/endpoints/handlers/patch.go
 */
export function patch(server: Server, context: RequestContext, rules: UpdateRules): Task<ApiObject> {
  const { request, resource } = context;
  if (request.patchType === 'application/apply-patch+yaml') return applyConfiguration(server, context, rules);
  const json = bodyAsJson(request.body, 'Patch');
  const apply = patcher(resource.kind, request.patchType, json);
  const strategic = request.patchType === 'application/strategic-merge-patch+json';
  return updateWith(server, context, rules, (current) => {
    const document = resource.served ? resource.served.encode(current) : current;
    const patched = apply(document);
    const object = decodePatched(context, patched, () => (strategic ? goFormat(json) : goJSON(patched)), strategic);
    checkName(context, object);
    return object;
  });
}

const schemas = new WeakMap<Kind, PatchSchema>();

function patchSchemaOf(kind: Kind): PatchSchema {
  let schema = schemas.get(kind);
  if (!schema) schemas.set(kind, (schema = new PatchSchema(kind.patchMeta)));
  return schema;
}

/** What the patch makes of a document. */
export function patcher(kind: Kind, patchType: string | undefined, body: unknown): (document: unknown) => unknown {
  switch (patchType) {
    case 'application/json-patch+json': {
      const operations = refuseAs(400, () => decodeJSONPatch(body));
      return (document) => refuseAs(422, () => applyJSONPatch(document, operations));
    }
    case 'application/merge-patch+json':
      if (!isObject(body))
        throw newBadRequest(
          'error decoding patch: json: cannot unmarshal into Go value of type map[string]interface {}',
        );
      return (document) => applyMergePatch(document, body);
    case 'application/strategic-merge-patch+json': {
      // How lists are to be merged is only known of built-in types.
      if (kind.custom) throw newUnsupportedMediaTypeError(SUPPORTED.filter((type) => type !== patchType));
      if (!isObject(body))
        throw newBadRequest(
          'error decoding patch: json: cannot unmarshal into Go value of type map[string]interface {}',
        );
      const schema = patchSchemaOf(kind);
      return (document) => refuseAs(400, () => applyStrategicMergePatch(document, body, schema));
    }
    default:
      throw newUnsupportedMediaTypeError(SUPPORTED);
  }
}

function refuseAs<T>(code: 400 | 422, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    if (code === 400) throw newBadRequest(error.message);
    throw newGenericServerResponse({ code, verb: '', serverMessage: error.message });
  }
}
