import type { Mapping } from './types.ts';

/** `apps/v1, Kind=Deployment`, `/v1, Kind=Pod` (schema.GroupVersionKind.String). */
export function gvkText({ group, version, kind }: Pick<Mapping, 'group' | 'version' | 'kind'>): string {
  return `${group}/${version}, Kind=${kind}`;
}
