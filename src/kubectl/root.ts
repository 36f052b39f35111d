import type { Command } from './cobra/types.ts';
import { GLOBAL_FLAGS } from './global-flags.ts';
import { GROUPS, OTHERS } from './groups.ts';
import { verbs } from './verbs/index.ts';

const ORDER = [...GROUPS.flatMap(({ names }) => names), ...OTHERS];

function place({ name }: Command): number {
  const at = ORDER.indexOf(name);
  return at < 0 ? ORDER.length : at;
}

/** kubectl itself (kubectl/pkg/cmd/cmd.go). */
export const ROOT: Command = {
  name: 'kubectl',
  short: 'kubectl controls the Kubernetes cluster manager.',
  long:
    'kubectl controls the Kubernetes cluster manager.\n\n' +
    'Find more information at: https://kubernetes.io/docs/reference/kubectl/',
  persistentFlags: GLOBAL_FLAGS,
  commands: [...verbs].sort((a, b) => place(a) - place(b)),
};
