import { ROOTS } from '../../api/schema/generated/schemas.ts';
import { apiVersionOf, type GroupVersionKind } from '../../apimachinery/index.ts';
import { definitionName, customDefinitionName } from './names.ts';
import { resourcePaths, subresourcePath, type Operated } from './operations.ts';
import type { Definitions } from './schemas.ts';
import { type Flavour, type Schema } from './schemas.ts';

/** A resource as discovery tells of it; a subresource has a slash in its name. */
export interface DescribedResource {
  readonly name: string;
  readonly namespaced: boolean;
  /** Of the kind, where it is not the document's. */
  readonly group?: string;
  readonly version?: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

/** One group and version with what is served under it. */
export interface DescribedVersion {
  readonly group: string;
  readonly version: string;
  readonly resources: readonly DescribedResource[];
  /** The schemas of kinds that are defined while the cluster runs, by kind. */
  readonly custom: ReadonlyMap<string, Schema>;
}

const META_PREFIX = 'io.k8s.apimachinery.pkg.apis.meta.v1';

const GVK = 'x-kubernetes-group-version-kind';

/** Adds the paths and the definitions of one group and version. */
export function describe(
  described: DescribedVersion,
  flavour: Flavour,
  definitions: Definitions,
  paths: Record<string, Schema>,
): void {
  const { group, version, resources } = described;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const meta = metaDefinitions(definitions);
  for (const resource of resources) {
    const gvk = { group: resource.group ?? group, version: resource.version ?? version, kind: resource.kind };
    const [name = '', subresource] = resource.name.split('/');
    const schema = described.custom.get(resource.kind);
    const object = definitions.ref(rootDefinition(definitions, gvk, schema));
    const listed = subresource === undefined && resource.verbs.includes('list');
    const list = listed ? definitions.ref(listDefinition(definitions, gvk, object, schema !== undefined)) : object;
    const strategic = schema === undefined;
    const at: Operated = { flavour, kind: gvk, object, list, deleted: meta.status, strategic, ...meta };
    const address = { name, namespaced: resource.namespaced, verbs: resource.verbs };
    const made =
      subresource === undefined
        ? resourcePaths(at, root, address)
        : subresourcePath(at, root, address, { name: subresource, verbs: resource.verbs });
    Object.assign(paths, made);
  }
}

function rootDefinition(definitions: Definitions, gvk: GroupVersionKind, custom: Schema | undefined): string {
  const { group, version, kind } = gvk;
  const type = ROOTS[`${apiVersionOf(gvk)}/${kind}`];
  if (type !== undefined && Object.hasOwn(ROOTS, `${apiVersionOf(gvk)}/${kind}`)) {
    const name = definitions.define(type);
    const schema = definitions.all.get(name)!;
    schema[GVK] ??= [{ group, kind, version }];
    return name;
  }
  const name = customDefinitionName(group, version, kind);
  if (!definitions.all.has(name)) {
    const metadata = definitions.ref(definitions.define('ObjectMeta'));
    const { properties, ...rest } = custom ?? {};
    const own = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata };
    definitions.add(name, {
      type: 'object',
      ...rest,
      properties: { ...own, ...(properties as Schema | undefined), ...own },
      [GVK]: [{ group, kind, version }],
    });
  }
  return name;
}

function listDefinition(definitions: Definitions, gvk: GroupVersionKind, object: Schema, custom: boolean): string {
  const { group, version, kind } = gvk;
  const type = ROOTS[`${apiVersionOf(gvk)}/${kind}`];
  const base = custom || type === undefined ? customDefinitionName(group, version, kind) : definitionName(type);
  const name = `${base}List`;
  if (!definitions.all.has(name)) {
    definitions.add(name, {
      description: `${kind}List is a list of ${kind}.`,
      type: 'object',
      required: ['items'],
      properties: {
        apiVersion: { type: 'string' },
        items: { type: 'array', items: object },
        kind: { type: 'string' },
        metadata: definitions.ref(`${META_PREFIX}.ListMeta`),
      },
      [GVK]: [{ group, kind: `${kind}List`, version }],
    });
  }
  return name;
}

/** Types of metav1 that no kind holds in a field, and that every document needs. */
function metaDefinitions(definitions: Definitions): Pick<Operated, 'status' | 'deleteOptions' | 'patch'> {
  const text = { type: 'string' };
  const int32 = { type: 'integer', format: 'int32' };
  const add = (name: string, description: string, properties: Schema, more: Schema = {}): Schema => {
    const full = `${META_PREFIX}.${name}`;
    if (!definitions.all.has(full)) definitions.add(full, { description, type: 'object', properties, ...more });
    return definitions.ref(full);
  };
  const listMeta = add('ListMeta', 'What a list says of itself.', {
    continue: text,
    remainingItemCount: { type: 'integer', format: 'int64' },
    resourceVersion: text,
    selfLink: text,
  });
  const cause = add('StatusCause', 'One reason for a refusal.', { field: text, message: text, reason: text });
  const details = add('StatusDetails', 'What a refusal is about.', {
    causes: { type: 'array', items: cause, 'x-kubernetes-list-type': 'atomic' },
    group: text,
    kind: text,
    name: text,
    retryAfterSeconds: int32,
    uid: text,
  });
  const properties = {
    apiVersion: text,
    code: int32,
    details,
    kind: text,
    message: text,
    metadata: listMeta,
    reason: text,
    status: text,
  };
  const gvk = { [GVK]: [{ group: '', kind: 'Status', version: 'v1' }] };
  const status = add('Status', 'What came of a request that answers no object.', properties, gvk);
  const patch = add('Patch', 'What to change about an object, in one of the forms of patches.', {});
  return { status, patch, deleteOptions: definitions.ref(definitions.define('DeleteOptions')) };
}
