import type { Relation } from '../kind.ts';
import type { FlowSchema } from './types.ts';

export function flowSchemaRelations({ spec: { priorityLevelConfiguration: level } }: FlowSchema): readonly Relation[] {
  return level?.name
    ? [{ verb: 'uses', kind: 'PriorityLevelConfiguration', group: 'flowcontrol.apiserver.k8s.io', name: level.name }]
    : [];
}
