import type { Pod, PodTemplateSpec } from './types.ts';

export function podWarnings(_pod: Pod): readonly string[] {
  return [];
}

export function podTemplateWarnings(_template: PodTemplateSpec): readonly string[] {
  return [];
}
