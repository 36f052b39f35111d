import type { Relation } from '../kind.ts';
import { selectsPods } from '../selects-pods.ts';
import type { StatefulSet } from './types.ts';

/** Claims made from its templates carry the labels of its selector, and no owner unless it says so. */
export function statefulSetRelations({ metadata, spec }: StatefulSet): readonly Relation[] {
  const { namespace } = metadata;
  const edges = [...selectsPods(namespace, spec.selector)];
  const selector = spec.selector?.matchLabels;
  if (selector !== undefined && (spec.volumeClaimTemplates?.length ?? 0) > 0) {
    edges.push({ verb: 'claims', kind: 'PersistentVolumeClaim', group: '', namespace, selector });
  }
  const name = spec.serviceName ?? '';
  if (name !== '') edges.push({ verb: 'uses', kind: 'Service', group: '', namespace, name });
  return edges;
}
