import type { Command } from '../cobra/types.ts';
import { apply } from './apply/index.ts';
import { create } from './create/index.ts';
import { describe } from './describe.ts';
import { deleteCommand } from './delete/index.ts';
import { options } from './options.ts';
import { patch } from './patch.ts';

/** Every command, sorted. One file each; add the file, then its line here. */
// prettier-ignore
export const verbs: readonly Command[] = [
  apply,
  create,
  describe,
  deleteCommand,
  options,
  patch,
];
