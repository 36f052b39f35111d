import type { GroupVersionKind } from '../../apimachinery/index.ts';
import {
  COLLECTION_PARAMETERS,
  DELETE_PARAMETERS,
  LIST_PARAMETERS,
  PATCH_PARAMETERS,
  pathParameter,
  queryParameters,
  WRITE_PARAMETERS,
} from './parameters.ts';
import type { Flavour, Schema } from './schemas.ts';

/** What an address can be asked for, and what its bodies are. */
export interface Operated {
  readonly flavour: Flavour;
  /** What is read and written there. */
  readonly kind: GroupVersionKind;
  readonly object: Schema;
  readonly list: Schema;
  readonly status: Schema;
  readonly deleteOptions: Schema;
  readonly patch: Schema;
  /** Strategic merge patches need Go's struct tags, which custom resources have not. */
  readonly strategic: boolean;
  /** Kinds whose deletion answers the object rather than a Status. */
  readonly deleted: Schema;
}

const READS = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
const STREAMS = ['application/json;stream=watch', 'application/vnd.kubernetes.protobuf;stream=watch'];
const PATCHES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];
const REFUSED = { '401': { description: 'Unauthorized' } };

interface Asked {
  readonly action: string;
  readonly parameters: readonly string[];
  readonly answer: Schema;
  readonly codes: readonly string[];
  readonly body?: Schema;
  readonly bodyTypes?: readonly string[];
  readonly types?: readonly string[];
}

const MEANING: Readonly<Record<string, string>> = { '200': 'OK', '201': 'Created', '202': 'Accepted' };

function operation({ flavour, kind }: Operated, asked: Asked): Schema {
  const { action, parameters, answer, codes, body, bodyTypes = ['*/*'], types = READS } = asked;
  const query = queryParameters(parameters, flavour);
  const responses: Record<string, unknown> = { ...REFUSED };
  for (const code of codes) {
    const description = MEANING[code];
    responses[code] =
      flavour === 'v3' ? { description, content: contentOf(types, answer) } : { description, schema: answer };
  }
  const common = { responses, 'x-kubernetes-action': action, 'x-kubernetes-group-version-kind': kind };
  if (flavour === 'v3') {
    const requestBody = body && { requestBody: { content: contentOf(bodyTypes, body), required: true } };
    return { ...(query.length > 0 && { parameters: query }), ...requestBody, ...common };
  }
  const inBody = body ? [{ name: 'body', in: 'body', required: true, schema: body }] : [];
  const all = [...inBody, ...query];
  return {
    consumes: bodyTypes,
    produces: types,
    schemes: ['https'],
    ...(all.length > 0 && { parameters: all }),
    ...common,
  };
}

function contentOf(types: readonly string[], schema: Schema): Record<string, unknown> {
  return Object.fromEntries(types.map((type) => [type, { schema }]));
}

const MAKERS: Readonly<Record<string, (at: Operated) => readonly [string, Schema]>> = {
  list: (at) => [
    'get',
    operation(at, {
      action: 'list',
      parameters: LIST_PARAMETERS,
      answer: at.list,
      codes: ['200'],
      types: [...READS, ...STREAMS],
    }),
  ],
  get: (at) => ['get', operation(at, { action: 'get', parameters: [], answer: at.object, codes: ['200'] })],
  create: (at) => [
    'post',
    operation(at, {
      action: 'post',
      parameters: WRITE_PARAMETERS,
      body: at.object,
      answer: at.object,
      codes: ['200', '201', '202'],
    }),
  ],
  update: (at) => [
    'put',
    operation(at, {
      action: 'put',
      parameters: WRITE_PARAMETERS,
      body: at.object,
      answer: at.object,
      codes: ['200', '201'],
    }),
  ],
  patch: (at) => [
    'patch',
    operation(at, {
      action: 'patch',
      parameters: PATCH_PARAMETERS,
      body: at.patch,
      bodyTypes: at.strategic ? PATCHES : PATCHES.filter((type) => !type.includes('strategic')),
      answer: at.object,
      codes: ['200', '201'],
    }),
  ],
  delete: (at) => [
    'delete',
    operation(at, {
      action: 'delete',
      parameters: DELETE_PARAMETERS,
      body: at.deleteOptions,
      answer: at.deleted,
      codes: ['200', '202'],
    }),
  ],
  deletecollection: (at) => [
    'delete',
    operation(at, {
      action: 'deletecollection',
      parameters: COLLECTION_PARAMETERS,
      body: at.deleteOptions,
      answer: at.status,
      codes: ['200'],
    }),
  ],
};

const ON_COLLECTION = ['list', 'create', 'deletecollection'];
const ON_OBJECT = ['get', 'update', 'patch', 'delete'];

/** One address with all that can be asked of it. `of`: what its verbs are about. */
function pathItem(at: Operated, verbs: readonly string[], parameters: readonly string[]): Schema | undefined {
  const item: Schema = {};
  for (const verb of verbs) {
    const made = MAKERS[verb]?.(at);
    if (made) item[made[0]] = made[1];
  }
  if (Object.keys(item).length === 0) return undefined;
  const inPath = parameters.map((name) => pathParameter(name, at.flavour));
  item.parameters = [...inPath, ...queryParameters(['pretty'], at.flavour)];
  return item;
}

/** The addresses of a resource: its collection, the collection over all namespaces, and its objects. */
export function resourcePaths(
  at: Operated,
  root: string,
  resource: { readonly name: string; readonly namespaced: boolean; readonly verbs: readonly string[] },
): Record<string, Schema> {
  const { name, namespaced, verbs } = resource;
  const paths: Record<string, Schema> = {};
  const put = (path: string, item: Schema | undefined): void => {
    if (item) paths[path] = item;
  };
  const has = (wanted: readonly string[]): readonly string[] => wanted.filter((verb) => verbs.includes(verb));
  const scope = namespaced ? `${root}/namespaces/{namespace}/${name}` : `${root}/${name}`;
  const where = namespaced ? ['namespace'] : [];
  if (namespaced) put(`${root}/${name}`, pathItem(at, has(['list']), []));
  put(scope, pathItem(at, has(ON_COLLECTION), where));
  put(`${scope}/{name}`, pathItem(at, has(ON_OBJECT), ['name', ...where]));
  return paths;
}

/** The address of a part of an object. */
export function subresourcePath(
  at: Operated,
  root: string,
  resource: { readonly name: string; readonly namespaced: boolean },
  subresource: { readonly name: string; readonly verbs: readonly string[] },
): Record<string, Schema> {
  const { name, namespaced } = resource;
  const scope = namespaced ? `${root}/namespaces/{namespace}/${name}` : `${root}/${name}`;
  const item = pathItem(at, subresource.verbs, ['name', ...(namespaced ? ['namespace'] : [])]);
  return item ? { [`${scope}/{name}/${subresource.name}`]: item } : {};
}
