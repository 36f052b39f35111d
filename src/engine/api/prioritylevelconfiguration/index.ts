/** PriorityLevelConfiguration: a share of the API server, and what happens to the requests that find it used up. */
import { AGE, age, column, NAME } from '../columns.ts';
import { checkFlowControlConditions } from '../flowschema/validation.ts';
import type { Kind } from '../kind.ts';
import { CONDITIONS_PATCH_META, METADATA_PATCH_META } from '../patch-meta.ts';
import { specStrategy, updateStatus } from '../strategies.ts';
import { validateMetaUpdate } from '../validate.ts';
import type {
  LimitedPriorityLevelConfiguration as Limited,
  PriorityLevelConfiguration,
  PriorityLevelConfigurationSpec as Spec,
  PriorityLevelConfigurationStatus,
  QueuingConfiguration,
} from './types.ts';
import { validatePriorityLevel, validatePriorityLevelUpdate } from './validation.ts';

const NEW_STATUS: PriorityLevelConfigurationStatus = {};
const DEFAULT_SHARES = 30;

function defaultQueuing(queuing: QueuingConfiguration): QueuingConfiguration {
  const { queues, handSize, queueLengthLimit } = queuing;
  if (queues && handSize && queueLengthLimit) return queuing;
  return { ...queuing, queues: queues || 64, handSize: handSize || 8, queueLengthLimit: queueLengthLimit || 50 };
}

function defaultLimited(limited: Limited): Limited {
  const response = limited.limitResponse;
  const queuing = response?.queuing && defaultQueuing(response.queuing);
  const { nominalConcurrencyShares, lendablePercent } = limited;
  const same = nominalConcurrencyShares !== undefined && lendablePercent !== undefined && queuing === response?.queuing;
  if (same) return limited;
  return {
    ...limited,
    nominalConcurrencyShares: nominalConcurrencyShares ?? DEFAULT_SHARES,
    lendablePercent: lendablePercent ?? 0,
    ...(response !== undefined && { limitResponse: queuing === undefined ? response : { ...response, queuing } }),
  };
}

/** SetDefaults_PriorityLevelConfiguration and what it leads to. pkg/apis/flowcontrol/v1/defaults.go */
function defaultSpec(spec: Spec): Spec {
  if (spec.type === 'Exempt') {
    const { nominalConcurrencyShares = 0, lendablePercent = 0 } = spec.exempt ?? {};
    const same = spec.exempt?.nominalConcurrencyShares !== undefined && spec.exempt.lendablePercent !== undefined;
    return same ? spec : { ...spec, exempt: { nominalConcurrencyShares, lendablePercent } };
  }
  const limited = spec.limited && defaultLimited(spec.limited);
  return limited === spec.limited ? spec : { ...spec, limited };
}

function defaults(level: PriorityLevelConfiguration): PriorityLevelConfiguration {
  const spec = defaultSpec(level.spec ?? ({} as Spec));
  const status = level.status ?? NEW_STATUS;
  return spec === level.spec && status === level.status ? level : { ...level, spec, status };
}

export const priorityLevelConfigurationKind: Kind<PriorityLevelConfiguration> = {
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'PriorityLevelConfiguration',
  resource: 'prioritylevelconfigurations',
  singular: 'prioritylevelconfiguration',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults,
  strategy: specStrategy<PriorityLevelConfiguration>({
    newStatus: NEW_STATUS,
    validate: validatePriorityLevel,
    validateUpdate: validatePriorityLevelUpdate,
  }),
  subresources: {
    status: {
      prepareForUpdate: updateStatus,
      validateUpdate(level, old) {
        const errors = validateMetaUpdate(level.metadata, old.metadata);
        checkFlowControlConditions(errors, level.status.conditions ?? []);
        return errors;
      },
    },
  },
  printer: {
    columns: [
      NAME,
      column('Type', 'Whether requests of this level are limited at all.'),
      column('NominalConcurrencyShares', 'Its share of what the server does at once.'),
      column('Queues', 'How many queues there are.'),
      column('HandSize', 'Among how many of them a flow chooses.'),
      column('QueueLengthLimit', 'How many requests may wait in one.'),
      AGE,
    ],
    cells(level, now) {
      const { type, limited } = level.spec;
      const queuing = limited?.limitResponse?.queuing;
      return [
        level.metadata.name,
        type,
        limited?.nominalConcurrencyShares ?? '<none>',
        queuing?.queues ?? '<none>',
        queuing?.handSize ?? '<none>',
        queuing?.queueLengthLimit ?? '<none>',
        age(level, now),
      ];
    },
  },
  relations: () => [],
  patchMeta: { ...METADATA_PATCH_META, ...CONDITIONS_PATCH_META },
};
