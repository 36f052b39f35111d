import type { Relation } from '../kind.ts';
import type { HorizontalPodAutoscaler } from './types.ts';

export function autoscalerRelations({ metadata, spec }: HorizontalPodAutoscaler): readonly Relation[] {
  const { apiVersion = 'v1', kind, name } = spec.scaleTargetRef ?? {};
  if (kind === undefined || name === undefined) return [];
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return [{ verb: 'scales', kind, group, namespace: metadata.namespace, name }];
}
