import type { Relation } from './kind.ts';
import type { WebhookConfiguration } from './webhook-configurations.ts';

export function webhookRelations({ webhooks = [] }: WebhookConfiguration): readonly Relation[] {
  return webhooks.flatMap(({ clientConfig: { service } = {} }) =>
    service === undefined
      ? []
      : [{ verb: 'calls', kind: 'Service', group: '', namespace: service.namespace, name: service.name }],
  );
}
