import { deepEqual, isAlreadyExists, StatusError, type ApiObject } from '../../apimachinery/index.ts';
import type { PolicyRule, RoleRef, Subject } from '../../api/rbac/types.ts';
import type { ApiRequest, Verb } from '../../client-go/request.ts';
import { SECOND, sleep, Waiter, type Task } from '../../sim/index.ts';
import { missingRights } from '../authorization/rbac/covers.ts';
import { AUTOUPDATE, bootstrapPolicy, type AnyWritten } from '../authorization/bootstrap-policy/index.ts';
import { RBAC_GROUP } from '../../api/rbac/types.ts';
import { handleResource } from '../handlers/handler-chain.ts';
import { CREDENTIALS, USER_AGENT } from '../loopback.ts';
import type { Server } from '../server.ts';

const RETRY = SECOND;
/** How many are written at once: each waits for etcd, and together they should not make the cluster wait. */
const AT_ONCE = 16;

const RESOURCES: Readonly<Record<AnyWritten['kind'], string>> = {
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  Role: 'roles',
  RoleBinding: 'rolebindings',
};

/**
 * The post-start hook rbac/bootstrap-roles: what a cluster grants from the beginning is there, and what an administrator has taken
 * from it comes back unless the object says otherwise. pkg/registry/rbac/rest/storage_rbac.go
 */
export function* bootstrapRoles(server: Server): Task {
  const rest = bootstrapPolicy[Symbol.iterator]();
  const done = new Waiter<void>(server.sim);
  let working = AT_ONCE;
  function* work(): Task {
    for (let next = rest.next(); !next.done; next = rest.next()) yield* reconcile(server, next.value);
    if (--working === 0) done.settle();
  }
  for (let i = 0; i < AT_ONCE; i++) server.process.go('rbac/bootstrap-roles', work());
  yield* done.wait();
}

/** Makes an object what it should be; tries again until it is. pkg/registry/rbac/reconciliation */
function* reconcile(server: Server, wanted: AnyWritten): Task {
  const resource = RESOURCES[wanted.kind];
  for (;;) {
    const { name, namespace } = wanted.metadata;
    const existing = server.cached(RBAC_GROUP, resource, namespace, name);
    const object = existing === undefined ? wanted : reconciled(existing, wanted);
    if (object === undefined) return;
    const verb: Verb = existing === undefined ? 'create' : 'update';
    const request: ApiRequest = {
      verb,
      group: RBAC_GROUP,
      version: 'v1',
      resource,
      namespace,
      name: existing && name,
      options: {},
      body: object,
      credentials: CREDENTIALS,
      userAgent: USER_AGENT,
    };
    const span = server.process.begin('rbac/bootstrap-roles', `${resource} ${name}`);
    const { response } = yield* handleResource(server, request, undefined);
    span.end(response.code < 400 ? 'ok' : 'error', { code: response.code });
    if (response.code < 400) return;
    if (!isAlreadyExists(new StatusError(response.body as StatusError['status']))) yield* sleep(server.sim, RETRY);
  }
}

interface Reconcilable {
  readonly rules?: readonly PolicyRule[] | null;
  readonly aggregationRule?: unknown;
  readonly roleRef?: RoleRef;
  readonly subjects?: readonly Subject[];
}

/** What has to be added to what is there, or undefined when nothing has. */
function reconciled(existing: ApiObject, wanted: AnyWritten): ApiObject | undefined {
  if (existing.metadata.annotations?.[AUTOUPDATE] !== 'true') return undefined;
  const here = existing as ApiObject & Reconcilable;
  const there: Reconcilable = wanted;
  if (there.roleRef) {
    const missing = (there.subjects ?? []).filter((subject) => !here.subjects?.some((own) => deepEqual(own, subject)));
    if (missing.length === 0) return undefined;
    return { ...here, subjects: [...(here.subjects ?? []), ...missing] } as ApiObject;
  }
  if (there.aggregationRule !== undefined) return undefined;
  const missing = missingRights(here.rules ?? [], there.rules ?? []);
  return missing.length === 0 ? undefined : ({ ...here, rules: [...(here.rules ?? []), ...missing] } as ApiObject);
}
