/** Deployment: a ReplicaSet after another, each with its own template, and a rule for passing from one to the next. */
import { formatLabelSelector, labelSelectorAsSelector, semanticDeepEqual } from '../../apimachinery/index.ts';
import { AGE, age, column, containerCells, CONTAINERS, IMAGES, NAME, SELECTOR } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { RETAIN_KEYS, workloadPatchMeta } from '../patch-meta.ts';
import { defaultPodTemplate } from '../pod/defaults.ts';
import { workloadWarnings } from '../pod/warnings.ts';
import { specChanged, updateSpec, updateStatus, withGeneration, withMeta, withStatus } from '../strategies.ts';
import { isUnset } from '../validate.ts';
import { deploymentRelations } from './relations.ts';
import type { Deployment, DeploymentStrategy } from './types.ts';
import { validateDeployment, validateDeploymentStatusUpdate, validateDeploymentUpdate } from './validation.ts';

const ROLLING: DeploymentStrategy = {
  type: 'RollingUpdate',
  rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
};

function defaultStrategy(strategy: DeploymentStrategy | undefined): DeploymentStrategy {
  if (strategy === undefined || isUnset(strategy.type)) return { ...strategy, ...ROLLING, ...rollingOf(strategy) };
  if (strategy.type !== 'RollingUpdate') return strategy;
  const { rollingUpdate } = strategy;
  if (rollingUpdate?.maxUnavailable !== undefined && rollingUpdate.maxSurge !== undefined) return strategy;
  return { ...strategy, ...rollingOf(strategy) };
}

function rollingOf(strategy: DeploymentStrategy | undefined): Pick<DeploymentStrategy, 'rollingUpdate'> {
  const { maxUnavailable = '25%', maxSurge = '25%' } = strategy?.rollingUpdate ?? {};
  return { rollingUpdate: { maxUnavailable, maxSurge } };
}

/** SetDefaults_Deployment. pkg/apis/apps/v1/defaults.go */
function defaults(deployment: Deployment): Deployment {
  const spec = deployment.spec ?? {};
  const template = defaultPodTemplate(spec.template);
  const strategy = defaultStrategy(spec.strategy);
  const { replicas = 1, revisionHistoryLimit = 10, progressDeadlineSeconds = 600 } = spec;
  const same =
    template === spec.template &&
    strategy === spec.strategy &&
    replicas === spec.replicas &&
    revisionHistoryLimit === spec.revisionHistoryLimit &&
    progressDeadlineSeconds === spec.progressDeadlineSeconds;
  if (same && deployment.status !== undefined) return deployment;
  return {
    ...deployment,
    spec: same ? spec : { ...spec, replicas, strategy, template, revisionHistoryLimit, progressDeadlineSeconds },
    status: deployment.status ?? {},
  };
}

/** Annotations count as a change here: `kubectl rollout` writes its revision notes there. */
function changed(deployment: Deployment, old: Deployment): boolean {
  return specChanged(deployment, old) || !semanticDeepEqual(deployment.metadata.annotations, old.metadata.annotations);
}

function keepLabels(deployment: Deployment, old: Deployment): Deployment {
  const { labels } = old.metadata;
  const next = updateStatus(deployment, old);
  if (next.metadata.labels === labels) return next;
  const { labels: _, ...metadata } = next.metadata;
  return labels === undefined ? { ...next, metadata } : withMeta(next, { labels });
}

export const deploymentKind: Kind<Deployment> = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  resource: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  defaults,
  strategy: {
    prepareForCreate: (deployment) => withGeneration(withStatus(deployment, {}), 1),
    validateCreate: validateDeployment,
    prepareForUpdate: (deployment, old) => updateSpec(deployment, old, changed(deployment, old)),
    validateUpdate: validateDeploymentUpdate,
    warnings: workloadWarnings,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {
    status: { prepareForUpdate: keepLabels, validateUpdate: validateDeploymentStatusUpdate },
    scale: {
      get: (deployment) => ({
        replicas: deployment.spec.replicas,
        statusReplicas: deployment.status.replicas ?? 0,
        selector: labelSelectorAsSelector(deployment.spec.selector).toString(),
      }),
      set: (deployment, replicas) => ({ ...deployment, spec: { ...deployment.spec, replicas } }),
    },
  },
  printer: {
    columns: [
      NAME,
      column('Ready', 'Number of the pod with ready state'),
      column('Up-to-date', 'Pods that have the template as it is now.'),
      column('Available', 'Pods that have been ready for long enough.'),
      AGE,
      CONTAINERS,
      IMAGES,
      SELECTOR,
    ],
    cells: (deployment, now) => [
      deployment.metadata.name,
      `${deployment.status.readyReplicas ?? 0}/${deployment.spec.replicas}`,
      deployment.status.updatedReplicas ?? 0,
      deployment.status.availableReplicas ?? 0,
      age(deployment, now),
      ...containerCells(deployment.spec.template.spec.containers),
      formatLabelSelector(deployment.spec.selector),
    ],
  },
  relations: deploymentRelations,
  patchMeta: { ...workloadPatchMeta(), 'spec.strategy': RETAIN_KEYS },
};
