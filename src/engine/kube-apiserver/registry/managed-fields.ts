import { typeDescriptionOf } from '../../api/index.ts';
import type { Kind } from '../../api/kind.ts';
import {
  apiVersionOf,
  formatTime,
  newInvalid,
  newPath,
  validateManagedFields,
  type ApiObject,
} from '../../apimachinery/index.ts';
import {
  FieldManager,
  fieldSet,
  isReset,
  managerFromUserAgent,
  parentEntries,
  scaleEntries,
  type FieldsV1,
  type Manager,
  type Managers,
  type TypeDescription,
  type Version,
} from '../../apimachinery/managedfields/index.ts';
import { RawBody } from '../raw-body.ts';
import type { RequestContext, ServedResource } from '../request-context.ts';
import type { Server } from '../server.ts';

/**
 * What a write through a subresource cannot change, because the strategy puts it back; so it is not the author's. By resource
 * and subresource, where it is more than the rule: an object's own writes do not change its status, nor its status' writes its spec.
 * GetResetFields of pkg/registry/<group>/<resource>/strategy.go
 */
const RESET_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'pods/status': ['spec', 'metadata.deletionTimestamp', 'metadata.ownerReferences'],
  'pods/ephemeralcontainers': ['status'],
  'deployments.apps/status': ['spec', 'metadata.labels'],
  'customresourcedefinitions.apiextensions.k8s.io/status': ['spec', 'metadata'],
  'flowschemas.flowcontrol.apiserver.k8s.io/status': ['spec', 'metadata'],
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io/status': ['spec', 'metadata'],
  'volumeattachments.storage.k8s.io/status': ['spec', 'metadata'],
  'resourceclaims.resource.k8s.io/status': ['spec', 'metadata'],
  'validatingadmissionpolicies.admissionregistration.k8s.io/status': ['spec', 'metadata'],
  'servicecidrs.networking.k8s.io/status': ['spec', 'metadata'],
  'certificatesigningrequests.certificates.k8s.io/status': ['spec'],
  'certificatesigningrequests.certificates.k8s.io/approval': ['spec'],
};

function resetFields(kind: Kind, subresource: string): FieldsV1 | undefined {
  const { status } = kind.subresources;
  const resource = kind.group === '' ? kind.resource : `${kind.resource}.${kind.group}`;
  const own = RESET_FIELDS[`${resource}/${subresource}`];
  if (own !== undefined) return fieldSet(...own);
  if (subresource === 'status') return fieldSet(...(kind.fieldTypes === undefined ? ['spec'] : ['spec', 'metadata']));
  return status === undefined ? undefined : fieldSet('status');
}

function typeOf(kind: Kind, apiVersion: string): TypeDescription | undefined {
  return kind.fieldTypes === undefined ? typeDescriptionOf(apiVersion, kind.kind) : kind.fieldTypes(apiVersion);
}

const known = new WeakMap<ServedResource, Map<string, FieldManager | undefined>>();

/** Who keeps account of a resource's fields; undefined where nobody knows its type. */
export function fieldManagerOf(resource: ServedResource, subresource = ''): FieldManager | undefined {
  let ofResource = known.get(resource);
  if (ofResource === undefined) known.set(resource, (ofResource = new Map()));
  let found = ofResource.get(subresource);
  if (found === undefined && !ofResource.has(subresource)) {
    found = makeFieldManager(resource, subresource);
    ofResource.set(subresource, found);
  }
  return found;
}

function makeFieldManager(resource: ServedResource, subresource: string): FieldManager | undefined {
  const { kind, served } = resource;
  const apiVersion = apiVersionOf(resource);
  const type = typeOf(kind, apiVersion);
  if (type === undefined) return undefined;
  const own: Version = { apiVersion, type, convert: (object) => object };
  const at = (other: string): Version | undefined => {
    const version = [kind, ...(kind.versions ?? [])].find((one) => apiVersionOf(one) === other);
    const described = typeOf(kind, other);
    if (described === undefined) return undefined;
    // Versions of custom resources differ in nothing but their names, as long as nobody is asked to convert them.
    if (kind.custom !== undefined) return { apiVersion: other, type: described, convert: (object) => object };
    if (version === undefined) return undefined;
    const convert = (object: unknown): unknown => {
      const stored = served ? served.decode(object as ApiObject) : (object as ApiObject);
      return 'encode' in version ? version.encode(stored) : stored;
    };
    return { apiVersion: other, type: described, convert };
  };
  return new FieldManager({ own, at, ignored: resetFields(kind, subresource) }, kind.kind, subresource);
}

/** managerOrUserAgent: who writes, as the request says, or else as its User-Agent says. */
export function managerOf({ request }: RequestContext): string {
  return request.options.fieldManager || managerFromUserAgent(request.userAgent);
}

function encoded({ served }: ServedResource, object: ApiObject): ApiObject {
  return served ? served.encode(object) : object;
}

/** What a component of the cluster sends is what it was once told. */
function checkGiven({ request, resource }: RequestContext, given: unknown): void {
  if (!Array.isArray(given) || !(request.body instanceof RawBody)) return;
  const errors = isReset(given) ? [] : validateManagedFields(given, newPath('metadata', 'managedFields'));
  if (errors.length > 0) throw newInvalid(resource.kind, request.name ?? '', errors);
}

/** Who manages what of an object that is about to be created. */
export function managersOfNew(server: Server, context: RequestContext, object: ApiObject): Managers | undefined {
  const { resource } = context;
  const fields = fieldManagerOf(resource);
  checkGiven(context, object.metadata.managedFields);
  return fields?.created(encoded(resource, object), managerOf(context), timeOf(server));
}

/** How who manages what is found when an object is updated. `given` is what the author sent as managedFields. */
export type Track = (current: ApiObject, object: ApiObject, given: unknown) => Managers | undefined;

export function managersOfUpdate(
  server: Server,
  context: RequestContext,
  subresource: string | undefined,
  current: ApiObject,
  object: ApiObject,
  given: unknown,
): Managers | undefined {
  const { resource } = context;
  const fields = fieldManagerOf(resource, subresource);
  if (fields === undefined) return undefined;
  if (given !== current.metadata.managedFields) checkGiven(context, given);
  return fields.updated(
    encoded(resource, current),
    encoded(resource, object),
    given,
    managerOf(context),
    timeOf(server),
  );
}

/** What was worked out along with the object itself stands. */
export const trackedAlready: Track = (_current, _object, given) => given as Managers | undefined;

export function timeOf(server: Server): string {
  return formatTime(server.sim.wallClock());
}

const SCALE = 'autoscaling/v1';

/** A Scale has fields of its own; who manages its replicas manages the object's. */
export const scaleFieldManager = new FieldManager(
  {
    own: { apiVersion: SCALE, type: typeDescriptionOf(SCALE, 'Scale')!, convert: (object) => object },
    at: () => undefined,
    ignored: undefined,
  },
  'Scale',
  'scale',
);

export function scaleManagers(current: ApiObject): Managers {
  return scaleEntries((current.metadata.managedFields ?? []) as readonly Manager[]);
}

export function managersOfScaled(current: ApiObject, scale: Managers, apiVersion: string): Managers | undefined {
  const { managedFields } = current.metadata;
  return managedFields && parentEntries(managedFields as readonly Manager[], scale, apiVersion);
}
