import type { Command } from '../../cobra/types.ts';
import { canI } from './can-i.ts';
import { reconcile } from './reconcile.ts';
import { whoami } from './whoami.ts';

/** kubectl/pkg/cmd/auth/auth.go */
export const auth: Command = {
  name: 'auth',
  usage: '[flags]',
  short: 'Inspect authorization',
  long: 'Ask who one is, and what one may do.',
  commands: [canI, reconcile, whoami],
};
