/** MutatingWebhookConfiguration: webhooks that may change an object on its way in. */
import { webhookConfigurationKind } from '../webhook-configurations.ts';
import type { MutatingWebhookConfiguration } from './types.ts';

export const mutatingWebhookConfigurationKind = webhookConfigurationKind<MutatingWebhookConfiguration>(
  {
    kind: 'MutatingWebhookConfiguration',
    resource: 'mutatingwebhookconfigurations',
    singular: 'mutatingwebhookconfiguration',
  },
  true,
);
