import type { Relation } from '../kind.ts';
import type { IngressClass } from './types.ts';

export function ingressClassRelations({ spec: { parameters } }: IngressClass): readonly Relation[] {
  return parameters === undefined
    ? []
    : [
        {
          verb: 'uses',
          kind: parameters.kind,
          group: parameters.apiGroup ?? '',
          namespace: parameters.namespace,
          name: parameters.name,
        },
      ];
}
