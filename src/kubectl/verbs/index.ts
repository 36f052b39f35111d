import type { Command } from '../cobra/types.ts';
import { options } from './options.ts';

/** Every command, sorted. One file each; add the file, then its line here. */
export const verbs: readonly Command[] = [options];
import { create } from './create/index.ts';

/** Every command, sorted. One file each; add the file, then its line here. */
export const verbs: readonly Command[] = [create];
