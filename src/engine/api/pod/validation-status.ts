import type { ErrorList } from '../../apimachinery/index.ts';
import { validateMetaUpdate } from '../validate.ts';
import type { Pod } from './types.ts';

export function validatePodStatusUpdate(pod: Pod, old: Pod): ErrorList {
  return validateMetaUpdate(pod.metadata, old.metadata);
}
