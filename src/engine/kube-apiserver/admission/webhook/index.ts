/**
 * Webhooks: admission decided by programs inside the cluster. A configuration names requests and a Service; each request it is
 * about is sent there as an AdmissionReview, and what comes back changes, refuses or comments on the object.
 * apiserver/pkg/admission/plugin/webhook
 *
 * Different from the real thing: the question travels to a ready endpoint of the Service without TLS, so `caBundle` is not
 * looked at; addresses outside the cluster (`url`) do not exist; validating webhooks are asked one after another; in match
 * conditions `authorizer` is not there; mutating webhooks are not asked about deletions, and cannot change the options of a
 * connection.
 */
import { newInternalError, type ApiObject } from '../../../apimachinery/index.ts';
import type { Task } from '../../../sim/index.ts';
import type { Attributes, Plugin, World } from '../plugin.ts';
import { call, CallFailed } from './call.ts';
import type { Webhook, WebhookConfiguration } from '../../../api/webhook-configurations.ts';
import { concerns } from './matching.ts';
import { patched, questionKey, readReview, reviewOf, type Verdict } from './review.ts';

const GROUP = 'admissionregistration.k8s.io';

export const mutatingAdmissionWebhook: Plugin = {
  name: 'MutatingAdmissionWebhook',
  handles: () => true,
  admit: (object, attributes, world) => {
    const webhooks = webhooksFor('mutatingwebhookconfigurations', world);
    if (webhooks.length === 0) return object;
    let admitted = object;
    const changedAfter = new Map<Webhook, ApiObject>();
    for (const webhook of webhooks) {
      if (!concerns(webhook, { ...attributes, object: admitted }, world)) continue;
      admitted = mutate(webhook, admitted, attributes, world);
      changedAfter.set(webhook, admitted);
    }
    // Who asked to be told of later changes is told once.
    for (const [webhook, seen] of changedAfter) {
      if (webhook.reinvocationPolicy !== 'IfNeeded' || seen === admitted) continue;
      if (concerns(webhook, { ...attributes, object: admitted }, world)) {
        admitted = mutate(webhook, admitted, attributes, world);
      }
    }
    return admitted;
  },
};

export const validatingAdmissionWebhook: Plugin = {
  name: 'ValidatingAdmissionWebhook',
  handles: () => true,
  validate: (attributes, world) => {
    for (const webhook of webhooksFor('validatingwebhookconfigurations', world)) {
      if (concerns(webhook, attributes, world)) ask(webhook, attributes.object, attributes, world);
    }
  },
};

/** By the names of their configurations. */
function webhooksFor(resource: string, world: World): readonly Webhook[] {
  const configurations = world.list(GROUP, resource, undefined) as readonly WebhookConfiguration[];
  return configurations.flatMap(({ webhooks = [] }) => webhooks);
}

function mutate(webhook: Webhook, object: ApiObject, attributes: Attributes, world: World): ApiObject {
  const { patch } = ask(webhook, object, attributes, world);
  // How something is connected to is not for webhooks to change.
  if (attributes.operation === 'CONNECT') return object;
  const changed = patched(object, patch);
  return changed === object ? object : attributes.kind.defaults(changed);
}

const NOTHING_SAID: Verdict = { warnings: [], patch: [] };

function ask(webhook: Webhook, object: ApiObject | undefined, attributes: Attributes, world: World): Verdict {
  const { waits, warnings } = attributes;
  if (!waits.asks) return NOTHING_SAID;
  const key = questionKey(webhook.name, attributes, object);
  const answer = waits.answer(key, () => answered(webhook, { ...attributes, object }, world));
  if (answer instanceof Error) {
    if (answer instanceof CallFailed && webhook.failurePolicy === 'Ignore') return NOTHING_SAID;
    if (!(answer instanceof CallFailed)) throw answer;
    const text = `failed calling webhook ${JSON.stringify(webhook.name)}: failed to call webhook: ${answer.message}`;
    throw newInternalError(text);
  }
  warnings.push(...answer.warnings);
  return answer;
}

/** The verdict, or why there is none: an answer to be remembered either way. */
function* answered(webhook: Webhook, attributes: Attributes, world: World): Task<Verdict | Error> {
  const uid = world.newUID();
  try {
    return readReview(webhook.name, yield* call(webhook, reviewOf(attributes, uid), world), uid);
  } catch (error) {
    return error as Error;
  }
}
