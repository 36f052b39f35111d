import {
  field,
  isDNS1035Label,
  isFullyQualifiedName,
  newPath,
  semanticDeepEqual,
  validateLabelSelector,
  type ApiObject,
  type Cel,
  type ErrorList,
  type Path,
  type WireLabelSelector,
} from '../apimachinery/index.ts';
import { checkRule, defaultRules, type Rule } from './admission-rules.ts';
import { AGE, age, column, NAME } from './columns.ts';
import { whyNotExpression } from './expressions.ts';
import type { Kind, StrategyContext } from './kind.ts';
import { checkMatchConditions, type MatchCondition } from './match-conditions.ts';
import { METADATA_PATCH_META } from './patch-meta.ts';
import { plainStrategy, withGeneration } from './strategies.ts';
import { rejectEach, validateMeta, validateMetaUpdate } from './validate.ts';
import { webhookRelations } from './webhook-relations.ts';
import { checkWebhookClientConfig, defaultWebhookClientConfig, type WebhookClientConfig } from './webhook-client.ts';

/** What both kinds of webhook have; only a mutating one is ever invoked again. */
export interface Webhook {
  readonly name: string;
  readonly clientConfig: WebhookClientConfig;
  readonly rules?: readonly Rule[];
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly matchPolicy: 'Equivalent' | 'Exact';
  readonly namespaceSelector: WireLabelSelector;
  readonly objectSelector: WireLabelSelector;
  readonly sideEffects: 'None' | 'NoneOnDryRun';
  readonly timeoutSeconds: number;
  readonly admissionReviewVersions: readonly string[];
  readonly matchConditions?: readonly MatchCondition[];
  readonly reinvocationPolicy?: 'IfNeeded' | 'Never';
}

export interface WebhookConfiguration extends ApiObject {
  readonly webhooks?: readonly Webhook[];
}

const WEBHOOKS = newPath('webhooks');
const FAILURE_POLICIES = ['Fail', 'Ignore'];
const MATCH_POLICIES = ['Equivalent', 'Exact'];
const NO_SIDE_EFFECTS = ['None', 'NoneOnDryRun'];
const ANY_SIDE_EFFECTS = ['None', 'NoneOnDryRun', 'Some', 'Unknown'];
const REINVOCATION_POLICIES = ['IfNeeded', 'Never'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];

/** SetDefaults_ValidatingWebhook and SetDefaults_MutatingWebhook. pkg/apis/admissionregistration/v1/defaults.go */
function defaultWebhook(webhook: Webhook, mutating: boolean): Webhook {
  const clientConfig = defaultWebhookClientConfig(webhook.clientConfig);
  const rules = defaultRules(webhook.rules);
  const complete =
    clientConfig === webhook.clientConfig &&
    rules === webhook.rules &&
    webhook.failurePolicy !== undefined &&
    webhook.matchPolicy !== undefined &&
    webhook.namespaceSelector !== undefined &&
    webhook.objectSelector !== undefined &&
    webhook.timeoutSeconds !== undefined &&
    (!mutating || webhook.reinvocationPolicy !== undefined);
  if (complete) return webhook;
  return {
    ...webhook,
    clientConfig,
    ...(rules !== undefined && { rules }),
    failurePolicy: webhook.failurePolicy ?? 'Fail',
    matchPolicy: webhook.matchPolicy ?? 'Equivalent',
    namespaceSelector: webhook.namespaceSelector ?? {},
    objectSelector: webhook.objectSelector ?? {},
    timeoutSeconds: webhook.timeoutSeconds ?? 10,
    ...(mutating && { reinvocationPolicy: webhook.reinvocationPolicy ?? 'Never' }),
  };
}

function withDefaults<T extends WebhookConfiguration>(configuration: T, mutating: boolean): T {
  const { webhooks } = configuration;
  if (webhooks === undefined) return configuration;
  const next = webhooks.map((webhook) => defaultWebhook(webhook, mutating));
  return next.every((webhook, i) => webhook === webhooks[i]) ? configuration : { ...configuration, webhooks: next };
}

/** What an update may keep because it was there before. */
interface Rules {
  readonly sideEffects: readonly string[];
  readonly recognizedVersion: boolean;
  readonly uniqueNames: boolean;
  readonly matchConditions: boolean;
}

const STRICT: Rules = {
  sideEffects: NO_SIDE_EFFECTS,
  recognizedVersion: true,
  uniqueNames: true,
  matchConditions: true,
};

function rulesFor(webhooks: readonly Webhook[], old: readonly Webhook[]): Rules {
  const conditions = (list: readonly Webhook[]): unknown => list.map((webhook) => webhook.matchConditions ?? []);
  const recognized = ({ admissionReviewVersions: versions = [] }: Webhook): boolean =>
    versions.length === 0 || versions.some((version) => REVIEW_VERSIONS.includes(version));
  return {
    sideEffects: old.every(({ sideEffects }) => NO_SIDE_EFFECTS.includes(sideEffects))
      ? NO_SIDE_EFFECTS
      : ANY_SIDE_EFFECTS,
    recognizedVersion: old.every(recognized),
    uniqueNames: new Set(old.map(({ name }) => name)).size === old.length,
    matchConditions: !semanticDeepEqual(conditions(webhooks), conditions(old)),
  };
}

function checkSupported(errors: ErrorList, path: Path, value: string | undefined, supported: readonly string[]): void {
  if (value !== undefined && !supported.includes(value)) errors.push(field.notSupported(path, value, supported));
}

function checkSideEffects(errors: ErrorList, path: Path, value: string | undefined, allowed: readonly string[]): void {
  if (value === undefined) errors.push(field.required(path, `must specify one of ${allowed.join(', ')}`));
  else checkSupported(errors, path, value, allowed);
}

/** validateAdmissionReviewVersions. */
function checkVersions(errors: ErrorList, path: Path, versions: readonly string[], recognized: boolean): void {
  if (versions.length === 0) {
    errors.push(field.required(path, `must specify one of ${REVIEW_VERSIONS.join(', ')}`));
    return;
  }
  versions.forEach((version, i) => {
    if (versions.indexOf(version) < i) errors.push(field.invalid(path.index(i), version, 'duplicate version'));
    else rejectEach(errors, path.index(i), version, isDNS1035Label(version));
  });
  if (!recognized || versions.some((version) => REVIEW_VERSIONS.includes(version))) return;
  errors.push(field.invalid(path, versions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`));
}

/** `authorizer` is not there, so a condition that asks it is refused and does not fail at every request. */
const VARIABLES = ['object', 'oldObject', 'request'];
const NO_NAMES: ReadonlySet<string> = new Set();

function checkConditionsCompile(
  errors: ErrorList,
  path: Path,
  conditions: readonly MatchCondition[],
  cel: Cel | undefined,
): void {
  if (cel === undefined) return;
  conditions.forEach(({ expression = '' }, i) => {
    if (expression.trim() === '') return;
    const why = whyNotExpression(cel, expression, VARIABLES, NO_NAMES, 'bool');
    if (why !== undefined) errors.push(field.invalid(path.index(i).child('expression'), expression, why));
  });
}

/** validateValidatingWebhook, validateMutatingWebhook. */
function checkWebhook(errors: ErrorList, path: Path, webhook: Webhook, rules: Rules, cel: Cel | undefined): void {
  const { failurePolicy, matchPolicy, timeoutSeconds, namespaceSelector, objectSelector } = webhook;
  errors.push(...isFullyQualifiedName(path.child('name'), webhook.name ?? ''));
  (webhook.rules ?? []).forEach((rule, i) => checkRule(errors, path.child('rules').index(i), rule));
  checkSupported(errors, path.child('failurePolicy'), failurePolicy, FAILURE_POLICIES);
  checkSupported(errors, path.child('matchPolicy'), matchPolicy, MATCH_POLICIES);
  checkSideEffects(errors, path.child('sideEffects'), webhook.sideEffects, rules.sideEffects);
  if (timeoutSeconds > 30 || timeoutSeconds < 1) {
    const why = 'the timeout value must be between 1 and 30 seconds';
    errors.push(field.invalid(path.child('timeoutSeconds'), timeoutSeconds, why));
  }
  errors.push(...validateLabelSelector(namespaceSelector, path.child('namespaceSelector')));
  errors.push(...validateLabelSelector(objectSelector, path.child('objectSelector')));
  checkSupported(errors, path.child('reinvocationPolicy'), webhook.reinvocationPolicy, REINVOCATION_POLICIES);
  checkWebhookClientConfig(errors, path.child('clientConfig'), webhook.clientConfig);
  if (rules.matchConditions) {
    checkMatchConditions(errors, path.child('matchConditions'), webhook.matchConditions ?? [], false);
    checkConditionsCompile(errors, path.child('matchConditions'), webhook.matchConditions ?? [], cel);
  }
  const versions = path.child('admissionReviewVersions');
  checkVersions(errors, versions, webhook.admissionReviewVersions ?? [], rules.recognizedVersion);
}

function checkWebhooks(errors: ErrorList, webhooks: readonly Webhook[], rules: Rules, cel: Cel | undefined): void {
  const names = new Set<string>();
  webhooks.forEach((webhook, i) => {
    const path = WEBHOOKS.index(i);
    checkWebhook(errors, path, webhook, rules, cel);
    const { name = '' } = webhook;
    if (!rules.uniqueNames || name === '') return;
    if (names.has(name)) errors.push(field.duplicate(path.child('name'), name));
    names.add(name);
  });
}

function validate(configuration: WebhookConfiguration, { cel }: StrategyContext): ErrorList {
  const errors = validateMeta(configuration.metadata, false);
  checkWebhooks(errors, configuration.webhooks ?? [], STRICT, cel);
  return errors;
}

function validateUpdate(
  configuration: WebhookConfiguration,
  old: WebhookConfiguration,
  context?: StrategyContext,
): ErrorList {
  const errors = validateMetaUpdate(configuration.metadata, old.metadata);
  const { webhooks = [] } = configuration;
  if (webhooks !== old.webhooks) {
    checkWebhooks(errors, webhooks, rulesFor(webhooks, old.webhooks ?? []), context?.cel);
  }
  return errors;
}

function prepareForUpdate<T extends WebhookConfiguration>(configuration: T, old: T): T {
  const same = semanticDeepEqual(configuration.webhooks, old.webhooks);
  const { generation = 0 } = old.metadata;
  return withGeneration(configuration, same ? old.metadata.generation : generation + 1);
}

/** The two kinds of webhook configuration, which differ in little more than their names. */
export function webhookConfigurationKind<T extends WebhookConfiguration>(
  names: Pick<Kind<T>, 'kind' | 'resource' | 'singular'>,
  mutating: boolean,
): Kind<T> {
  return {
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    ...names,
    shortNames: [],
    categories: ['api-extensions'],
    namespaced: false,
    defaults: (configuration) => withDefaults(configuration, mutating),
    strategy: plainStrategy<T>({
      prepareForCreate: (configuration) => withGeneration(configuration, 1),
      validate,
      prepareForUpdate,
      validateUpdate,
      allowUnconditionalUpdate: false,
    }),
    subresources: {},
    printer: {
      columns: [
        NAME,
        column('Webhooks', 'Webhooks indicates the number of webhooks registered in this configuration', 'integer'),
        AGE,
      ],
      cells: (configuration, now) => [
        configuration.metadata.name,
        configuration.webhooks?.length ?? 0,
        age(configuration, now),
      ],
    },
    relations: webhookRelations,
    patchMeta: {
      ...METADATA_PATCH_META,
      webhooks: { strategy: 'merge', mergeKey: 'name' },
      'webhooks.matchConditions': { strategy: 'merge', mergeKey: 'name' },
    },
  };
}
