import type { ErrorList } from '../../apimachinery/index.ts';
import { validateMeta, validateMetaUpdate } from '../validate.ts';
import type { Pod } from './types.ts';

export function validatePodCreate(pod: Pod): ErrorList {
  return validateMeta(pod.metadata, true);
}

export function validatePodUpdate(pod: Pod, old: Pod): ErrorList {
  return validateMetaUpdate(pod.metadata, old.metadata);
}
