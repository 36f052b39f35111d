import type { Relation } from '../kind.ts';
import type { Event } from './types.ts';

export function eventRelations({ involvedObject }: Event): readonly Relation[] {
  const { kind, name, namespace, apiVersion = '' } = involvedObject;
  if (kind === undefined || name === undefined) return [];
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return [{ verb: 'about', kind, group, namespace, name }];
}
