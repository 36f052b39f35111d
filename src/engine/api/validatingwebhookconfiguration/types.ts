import type { WebhookConfiguration } from '../webhook-configurations.ts';

export interface ValidatingWebhookConfiguration extends WebhookConfiguration {
  readonly apiVersion: 'admissionregistration.k8s.io/v1';
  readonly kind: 'ValidatingWebhookConfiguration';
}
