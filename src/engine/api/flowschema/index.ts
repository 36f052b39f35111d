/**
 * FlowSchema: which requests belong to which priority level. Different from the real thing: the API server of this cluster
 * does not hold requests back, so a schema says where a request would wait, and none waits.
 */
import { compareStrings } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { CONDITIONS_PATCH_META, METADATA_PATCH_META } from '../patch-meta.ts';
import { specStrategy, updateStatus } from '../strategies.ts';
import { validateMetaUpdate } from '../validate.ts';
import { flowSchemaRelations } from './relations.ts';
import type { FlowSchema, FlowSchemaSpec, FlowSchemaStatus } from './types.ts';
import { checkFlowControlConditions, validateFlowSchema, validateFlowSchemaUpdate } from './validation.ts';

const NEW_STATUS: FlowSchemaStatus = {};
const DEFAULT_PRECEDENCE = 1000;

/** SetDefaults_FlowSchemaSpec. pkg/apis/flowcontrol/v1/defaults.go */
function defaults(schema: FlowSchema): FlowSchema {
  const written = schema.spec ?? ({} as FlowSchemaSpec);
  const spec = written.matchingPrecedence ? written : { ...written, matchingPrecedence: DEFAULT_PRECEDENCE };
  const status = schema.status ?? NEW_STATUS;
  return spec === schema.spec && status === schema.status ? schema : { ...schema, spec, status };
}

/** `?` until somebody has looked whether the priority level is there. */
function missingPriorityLevel({ status }: FlowSchema): string {
  return (status.conditions ?? []).find(({ type }) => type === 'Dangling')?.status ?? '?';
}

export const flowSchemaKind: Kind<FlowSchema> = {
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'FlowSchema',
  resource: 'flowschemas',
  singular: 'flowschema',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults,
  strategy: specStrategy<FlowSchema>({
    newStatus: NEW_STATUS,
    validate: validateFlowSchema,
    validateUpdate: validateFlowSchemaUpdate,
  }),
  subresources: {
    status: {
      prepareForUpdate: updateStatus,
      validateUpdate(schema, old) {
        const errors = validateMetaUpdate(schema.metadata, old.metadata);
        checkFlowControlConditions(errors, schema.status.conditions ?? []);
        return errors;
      },
    },
  },
  printer: {
    columns: [
      NAME,
      column('PriorityLevel', 'Where the requests of this schema wait.'),
      column('MatchingPrecedence', 'The lowest that matches a request is its schema.'),
      column('DistinguisherMethod', 'What tells one flow of this schema from another.'),
      AGE,
      column('MissingPL', 'references a broken or non-existent PriorityLevelConfiguration'),
    ],
    cells: (schema, now) => [
      schema.metadata.name,
      schema.spec.priorityLevelConfiguration?.name ?? '',
      schema.spec.matchingPrecedence,
      schema.spec.distinguisherMethod?.type ?? '<none>',
      age(schema, now),
      missingPriorityLevel(schema),
    ],
    /** FlowSchemaSequence: as a request looks for its schema. */
    order: (a, b) =>
      a.spec.matchingPrecedence - b.spec.matchingPrecedence || compareStrings(a.metadata.name, b.metadata.name),
  },
  relations: flowSchemaRelations,
  patchMeta: { ...METADATA_PATCH_META, ...CONDITIONS_PATCH_META },
};
