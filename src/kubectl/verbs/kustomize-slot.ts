import { kustomize as built } from '../kustomize/index.ts';
import type { Kustomize } from '../resource/index.ts';

/** What -k means to every command. */
export const kustomize: Kustomize = built;
