import {
  CLEANUP_FINALIZER,
  isConditionTrue,
  setCondition,
  type CustomResourceDefinition,
  type CustomResourceDefinitionCondition,
} from '../../api/customresourcedefinition/index.ts';
import { formatTime, StatusError, type ApiObject } from '../../apimachinery/index.ts';
import { MINUTE, SECOND, sleep, type Micros, type Task } from '../../sim/index.ts';
import { loopback } from '../loopback.ts';
import type { Server } from '../server.ts';
import { updateStatus } from './status.ts';

type Condition = Omit<CustomResourceDefinitionCondition, 'type'>;

const POLL: Micros = 5 * SECOND;
const TIMEOUT: Micros = MINUTE;

const IN_PROGRESS: Condition = {
  status: 'True',
  reason: 'InstanceDeletionInProgress',
  message: 'CustomResource deletion is in progress',
};
const COMPLETED: Condition = {
  status: 'False',
  reason: 'InstanceDeletionCompleted',
  message: 'removed all instances',
};
const NEVER_ESTABLISHED: Condition = {
  status: 'False',
  reason: 'NeverEstablished',
  message: 'resource was never established',
};

/**
 * A definition that is to go takes its objects with it: they are deleted as anybody would delete them, and when the last one
 * is gone the finalizer goes too. apiextensions-apiserver/pkg/controller/finalizer/crd_finalizer.go
 */
export function* finalize(server: Server, found: CustomResourceDefinition): Task {
  let crd = (yield* updateStatus(server, terminating(server, found, IN_PROGRESS))) as CustomResourceDefinition;
  let outcome = NEVER_ESTABLISHED;
  if (isConditionTrue(crd, 'Established')) {
    outcome = yield* deleteInstances(server, crd);
    if (outcome.status === 'True') {
      yield* updateStatus(server, terminating(server, crd, outcome));
      throw new StatusError({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: outcome.message ?? '',
        code: 500,
      });
    }
  }
  crd = terminating(server, crd, outcome);
  const { finalizers = [], ...metadata } = crd.metadata;
  const kept = finalizers.filter((finalizer) => finalizer !== CLEANUP_FINALIZER);
  yield* updateStatus(server, { ...crd, metadata: { ...metadata, finalizers: kept } });
}

function terminating(server: Server, crd: CustomResourceDefinition, condition: Condition): CustomResourceDefinition {
  const lastTransitionTime = formatTime(server.sim.wallClock());
  const conditions = setCondition(crd.status.conditions ?? [], {
    type: 'Terminating',
    lastTransitionTime,
    ...condition,
  });
  return { ...crd, status: { ...crd.status, conditions } };
}

function* deleteInstances(server: Server, crd: CustomResourceDefinition): Task<Condition> {
  const version = crd.spec.versions.find(({ served }) => served)?.name;
  if (version === undefined) return COMPLETED;
  const where = { group: crd.spec.group, version, resource: crd.spec.names.plural };
  let items: readonly ApiObject[];
  try {
    items = yield* list(server, where);
  } catch (error) {
    return failed('InstanceDeletionFailed', 'could not list instances', error);
  }
  try {
    for (const namespace of new Set(items.map(({ metadata }) => metadata.namespace))) {
      yield* loopback(server, { ...where, verb: 'deletecollection', namespace });
    }
  } catch (error) {
    return failed('InstanceDeletionFailed', 'could not issue all deletes', error);
  }
  const deadline = server.sim.now + TIMEOUT;
  for (;;) {
    try {
      if ((yield* list(server, where)).length === 0) return COMPLETED;
    } catch (error) {
      return failed('InstanceDeletionCheck', 'could not confirm zero CustomResources remaining', error);
    }
    if (server.sim.now >= deadline) {
      const message = 'could not confirm zero CustomResources remaining: timed out waiting for the condition';
      return { status: 'True', reason: 'InstanceDeletionCheck', message };
    }
    yield* sleep(server.sim, POLL);
  }
}

type Where = { readonly group: string; readonly version: string; readonly resource: string };

function* list(server: Server, where: Where): Task<readonly ApiObject[]> {
  const found = (yield* loopback(server, { ...where, verb: 'list' })) as { readonly items: readonly ApiObject[] };
  return found.items;
}

function failed(reason: string, what: string, error: unknown): Condition {
  if (!(error instanceof StatusError)) throw error;
  return { status: 'True', reason, message: `${what}: ${error.message}` };
}
