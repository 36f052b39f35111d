import type { Relation } from '../kind.ts';
import type { CronJob } from './types.ts';

export function cronJobRelations({ metadata, status }: CronJob): readonly Relation[] {
  return (status.active ?? []).flatMap(({ name }) =>
    name === undefined ? [] : [{ verb: 'runs', kind: 'Job', group: 'batch', namespace: metadata.namespace, name }],
  );
}
