/** ValidatingWebhookConfiguration: webhooks that may refuse a request. */
import { webhookConfigurationKind } from '../webhook-configurations.ts';
import type { ValidatingWebhookConfiguration } from './types.ts';

export const validatingWebhookConfigurationKind = webhookConfigurationKind<ValidatingWebhookConfiguration>(
  {
    kind: 'ValidatingWebhookConfiguration',
    resource: 'validatingwebhookconfigurations',
    singular: 'validatingwebhookconfiguration',
  },
  false,
);
