import { MANDATORY_FLOW_SCHEMAS, SUGGESTED_FLOW_SCHEMAS } from '../../api/flowschema/bootstrap.ts';
import type { FlowSchema } from '../../api/flowschema/types.ts';
import {
  MANDATORY_PRIORITY_LEVELS,
  SUGGESTED_PRIORITY_LEVELS,
} from '../../api/prioritylevelconfiguration/bootstrap.ts';
import { FLOW_SCHEMAS, PRIORITY_LEVELS, type ResourceReference } from '../../api/refs.ts';
import { formatTime, goQuote } from '../../apimachinery/index.ts';
import { Channel, type Task } from '../../sim/index.ts';
import { handleResource } from '../handlers/handler-chain.ts';
import type { Server } from '../server.ts';
import { CREDENTIALS, USER_AGENT } from '../loopback.ts';
import { ensure, type Wanted } from './ensure.ts';

const DANGLING = 'Dangling';

/**
 * API priority and fairness as far as it can be seen: the schemas and levels that every cluster has, and a condition on every
 * schema that tells whether its level is there. Requests are told which schema they matched (`handlers/flow-schemas.ts`). apiserver/pkg/util/flowcontrol/apf_controller.go
 */
export function* flowControl(server: Server): Task {
  const schemas = server.storage(FLOW_SCHEMAS.group, FLOW_SCHEMAS.resource)?.cacher;
  const levels = server.storage(PRIORITY_LEVELS.group, PRIORITY_LEVELS.resource)?.cacher;
  if (schemas === undefined || levels === undefined) return;
  for (const table of [MANDATORY_PRIORITY_LEVELS, SUGGESTED_PRIORITY_LEVELS]) {
    for (const [name, spec] of table) {
      yield* ensure(server, PRIORITY_LEVELS.resource, autoupdated(PRIORITY_LEVELS, name, spec));
    }
  }
  for (const table of [MANDATORY_FLOW_SCHEMAS, SUGGESTED_FLOW_SCHEMAS]) {
    for (const [name, spec] of table)
      yield* ensure(server, FLOW_SCHEMAS.resource, autoupdated(FLOW_SCHEMAS, name, spec));
  }
  const changes = new Channel<true>(server.sim);
  const notify = (): void => {
    server.flowSchemas.invalidate();
    changes.put(true);
  };
  schemas.onEvent = levels.onEvent = notify;
  schemas.onList = levels.onList = notify;
  notify();
  for (;;) {
    yield* changes.get();
    while (changes.tryGet() !== undefined);
    yield* tellDangling(server);
  }
}

function autoupdated({ group, version, kind }: ResourceReference, name: string, spec: unknown): Wanted {
  const metadata = { name, annotations: { 'apf.kubernetes.io/autoupdate-spec': 'true' } };
  return { apiVersion: `${group}/${version}`, kind, metadata, spec };
}

/** syncFlowSchemaStatus, for every schema whose condition is not what it should be. */
function* tellDangling(server: Server): Task {
  const known = new Set(
    server.world.list(PRIORITY_LEVELS.group, PRIORITY_LEVELS.resource, undefined).map((l) => l.metadata.name),
  );
  for (const object of server.world.list(FLOW_SCHEMAS.group, FLOW_SCHEMAS.resource, undefined)) {
    const schema = object as FlowSchema;
    const level = schema.spec.priorityLevelConfiguration.name;
    const found = known.has(level);
    const conditions = schema.status.conditions ?? [];
    const status = found ? 'False' : 'True';
    if (conditions.find(({ type }) => type === DANGLING)?.status === status) continue;
    const condition = {
      type: DANGLING,
      status,
      lastTransitionTime: formatTime(server.sim.wallClock()),
      reason: found ? 'Found' : 'NotFound',
      message: `This FlowSchema references the PriorityLevelConfiguration object named ${goQuote(level)} ${
        found ? 'and it exists' : 'but there is no such object'
      }`,
    };
    const others = conditions.filter(({ type }) => type !== DANGLING);
    // Whoever was faster has caused an event, so that this is looked at again.
    yield* handleResource(
      server,
      {
        verb: 'update',
        ...FLOW_SCHEMAS,
        name: schema.metadata.name,
        subresource: 'status',
        options: {},
        body: { ...schema, status: { ...schema.status, conditions: [...others, condition] } },
        credentials: CREDENTIALS,
        userAgent: USER_AGENT,
      },
      undefined,
    );
  }
}
