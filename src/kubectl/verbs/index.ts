import type { Command } from '../cobra/types.ts';
import { create } from './create/index.ts';
import { describe } from './describe.ts';
import { applyCommand } from './apply/index.ts';
import { deleteCommand } from './delete/index.ts';
import { options } from './options.ts';
import { patchCommand } from './patch.ts';

/** Every command, sorted. One file each; add the file, then its line here. */
// prettier-ignore
export const verbs: readonly Command[] = [
  create,
  describe,
  options,
];
export const verbs: readonly Command[] = [applyCommand, deleteCommand, options, patchCommand];
