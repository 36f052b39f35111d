/**
 * Webhooks: admission decided by programs inside the cluster. A configuration names requests and a Service; each request it is
 * about is sent there as an AdmissionReview, and what comes back changes, refuses or comments on the object.
 * apiserver/pkg/admission/plugin/webhook
 *
 * Different from the real thing: the question travels to a ready endpoint of the Service without TLS, so `caBundle` is not
 * looked at; addresses outside the cluster (`url`) do not exist; validating webhooks are asked one after another; match
 * conditions are left to ValidatingAdmissionPolicies.
 */
import { newInternalError, type ApiObject } from '../../../apimachinery/index.ts';
import type { Task } from '../../../sim/index.ts';
import type { Attributes, Plugin, World } from '../plugin.ts';
import { call, CallFailed } from './call.ts';
import type { Webhook, WebhookConfiguration } from './configuration.ts';
import { concerns } from './matching.ts';
import { patched, questionKey, readReview, reviewOf, type Verdict } from './review.ts';

const GROUP = 'admissionregistration.k8s.io';

export const mutatingAdmissionWebhook: Plugin = {
  name: 'MutatingAdmissionWebhook',
  handles: () => true,
  admit: (object, attributes, world) => {
    const webhooks = webhooksFor('mutatingwebhookconfigurations', attributes, world);
    let admitted = object;
    const changedAfter = new Map<Webhook, ApiObject>();
    for (const webhook of webhooks) {
      admitted = mutate(webhook, admitted, attributes, world);
      changedAfter.set(webhook, admitted);
    }
    // Who asked to be told of later changes is told once.
    for (const webhook of webhooks) {
      if (webhook.reinvocationPolicy !== 'IfNeeded' || changedAfter.get(webhook) === admitted) continue;
      admitted = mutate(webhook, admitted, attributes, world);
    }
    return admitted;
  },
};

export const validatingAdmissionWebhook: Plugin = {
  name: 'ValidatingAdmissionWebhook',
  handles: () => true,
  validate: (attributes, world) => {
    for (const webhook of webhooksFor('validatingwebhookconfigurations', attributes, world)) {
      ask(webhook, attributes.object, attributes, world);
    }
  },
};

/** By the names of their configurations. */
function webhooksFor(resource: string, attributes: Attributes, world: World): Webhook[] {
  const found: Webhook[] = [];
  for (const configuration of world.list(GROUP, resource, undefined) as readonly WebhookConfiguration[]) {
    for (const webhook of configuration.webhooks ?? []) {
      if (concerns(webhook, attributes, world)) found.push(webhook);
    }
  }
  return found;
}

function mutate(webhook: Webhook, object: ApiObject, attributes: Attributes, world: World): ApiObject {
  const { patch } = ask(webhook, object, attributes, world);
  const changed = patched(object, patch);
  return changed === object ? object : attributes.kind.defaults(changed);
}

const NOTHING_SAID: Verdict = { warnings: [], patch: [] };

function ask(webhook: Webhook, object: ApiObject | undefined, attributes: Attributes, world: World): Verdict {
  const { waits, warnings } = attributes;
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
