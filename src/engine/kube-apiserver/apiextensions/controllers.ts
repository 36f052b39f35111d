import {
  approvalOf,
  CLEANUP_FINALIZER,
  findCondition,
  isConditionTrue,
  isProtectedCommunityGroup,
  setCondition,
  validateStructural,
  type CustomResourceDefinition,
  type CustomResourceDefinitionCondition,
} from '../../api/customresourcedefinition/index.ts';
import { field, formatTime, newPath, semanticDeepEqual, type ErrorList } from '../../apimachinery/index.ts';
import { runWorkers, WorkQueue } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Server } from '../server.ts';
import { finalize } from './finalizer.ts';
import { nameDefinition } from './naming.ts';
import { updateStatus } from './status.ts';

type Condition = CustomResourceDefinitionCondition;
type Sync = (server: Server, crd: CustomResourceDefinition) => Task;

/** What upstream starts beside the server's handlers. apiextensions-apiserver/pkg/apiserver/apiserver.go */
const CONTROLLERS: Readonly<Record<string, Sync>> = {
  'crd-naming': syncNames,
  'crd-establishing': establish,
  'crd-nonstructural-schema': syncNonStructural,
  'crd-api-approval': syncApproval,
  'crd-finalizer': syncFinalizer,
};

/** Starts them; the answer is to be told of every definition that has changed. */
export function startControllers(server: Server): (name: string) => void {
  const queues = Object.entries(CONTROLLERS).map(([name, sync]) => {
    const queue = new WorkQueue(server.process, name);
    const workers = name === 'crd-finalizer' ? FINALIZER_WORKERS : 1;
    runWorkers(server.process, queue, workers, function* (key) {
      const crd = definition(server, key);
      if (crd !== undefined) yield* sync(server, crd);
    });
    return queue;
  });
  return (name) => {
    for (const queue of queues) queue.add(name);
  };
}

const FINALIZER_WORKERS = 5;

function definition(server: Server, name: string): CustomResourceDefinition | undefined {
  const found = server.cached('apiextensions.k8s.io', 'customresourcedefinitions', undefined, name);
  return found as CustomResourceDefinition | undefined;
}

export function definitions(server: Server): readonly CustomResourceDefinition[] {
  const cacher = server.storage('apiextensions.k8s.io', 'customresourcedefinitions')?.cacher;
  const all = cacher?.list({ namespace: undefined, labels: undefined, fields: undefined, name: undefined }).items;
  return (all ?? []) as CustomResourceDefinition[];
}

/** The definition with these conditions; the same one when they say nothing new. */
function withConditions(
  server: Server,
  crd: CustomResourceDefinition,
  wanted: readonly Condition[],
): CustomResourceDefinition {
  const lastTransitionTime = formatTime(server.sim.wallClock());
  let conditions = crd.status.conditions ?? [];
  for (const condition of wanted) {
    const old = findCondition(crd, condition.type);
    const same =
      old?.status === condition.status && old.reason === condition.reason && old.message === condition.message;
    if (!same) conditions = setCondition(conditions, { lastTransitionTime, ...condition });
  }
  return conditions === crd.status.conditions ? crd : { ...crd, status: { ...crd.status, conditions } };
}

function* syncNames(server: Server, crd: CustomResourceDefinition): Task {
  const others = definitions(server).filter(
    ({ metadata, spec }) => metadata.name !== crd.metadata.name && spec.group === crd.spec.group,
  );
  const { acceptedNames, namesAccepted, established } = nameDefinition(crd, others);
  const next = withConditions(server, crd, [namesAccepted, established]);
  if (next === crd && semanticDeepEqual(acceptedNames, crd.status.acceptedNames)) return;
  yield* updateStatus(server, { ...next, status: { ...next.status, acceptedNames } });
}

/** pkg/controller/establish */
function* establish(server: Server, crd: CustomResourceDefinition): Task {
  if (!isConditionTrue(crd, 'NamesAccepted') || isConditionTrue(crd, 'Established')) return;
  const condition: Condition = {
    type: 'Established',
    status: 'True',
    reason: 'InitialNamesAccepted',
    message: 'the initial names have been accepted',
  };
  yield* updateStatus(server, withConditions(server, crd, [condition]));
}

/** Only definitions from before schemas had to be structural can be otherwise. pkg/controller/nonstructuralschema */
function* syncNonStructural(server: Server, crd: CustomResourceDefinition): Task {
  const old = findCondition(crd, 'NonStructuralSchema');
  const errors: ErrorList = [];
  crd.spec.versions.forEach(({ schema }, i) => {
    const path = newPath('spec', 'versions').index(i).child('schema', 'openAPIV3Schema');
    if (schema?.openAPIV3Schema) errors.push(...validateStructural(schema.openAPIV3Schema, path));
  });
  if (crd.spec.preserveUnknownFields === true) {
    const why = 'must be false';
    errors.unshift(field.invalid(newPath('spec', 'preserveUnknownFields'), true, why));
  }
  const message = field.aggregate(errors);
  if (message === undefined) {
    if (old === undefined) return;
    const conditions = (crd.status.conditions ?? []).filter(({ type }) => type !== 'NonStructuralSchema');
    yield* updateStatus(server, { ...crd, status: { ...crd.status, conditions } });
    return;
  }
  const condition: Condition = { type: 'NonStructuralSchema', status: 'True', reason: 'Violations', message };
  const next = withConditions(server, crd, [condition]);
  if (next !== crd) yield* updateStatus(server, next);
}

const APPROVAL_REASONS: Readonly<Record<string, string>> = {
  invalid: 'InvalidAnnotation',
  missing: 'MissingAnnotation',
  approved: 'ApprovedAnnotation',
  bypassed: 'UnapprovedAnnotation',
};

/** pkg/controller/apiapproval */
function* syncApproval(server: Server, crd: CustomResourceDefinition): Task {
  if (!isProtectedCommunityGroup(crd.spec.group)) return;
  const [state, message] = approvalOf(crd.metadata.annotations?.['api-approved.kubernetes.io']);
  const condition: Condition = {
    type: 'KubernetesAPIApprovalPolicyConformant',
    status: state === 'approved' ? 'True' : 'False',
    reason: APPROVAL_REASONS[state] ?? 'UnknownAnnotation',
    message,
  };
  const next = withConditions(server, crd, [condition]);
  if (next !== crd) yield* updateStatus(server, next);
}

function* syncFinalizer(server: Server, crd: CustomResourceDefinition): Task {
  const { deletionTimestamp, finalizers } = crd.metadata;
  if (deletionTimestamp === undefined || finalizers?.includes(CLEANUP_FINALIZER) !== true) return;
  yield* finalize(server, crd);
}
