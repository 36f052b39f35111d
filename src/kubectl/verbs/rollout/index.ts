import type { Command } from '../../cobra/types.ts';
import { pause, restart, resume } from './change.ts';
import { history } from './history.ts';
import { status } from './status.ts';
import { undo } from './undo.ts';

/** kubectl/pkg/cmd/rollout/rollout.go */
export const rollout: Command = {
  name: 'rollout',
  usage: 'SUBCOMMAND',
  short: 'Manage the rollout of a resource',
  long:
    'What has changed in a workload is rolled out pod by pod. Here one watches that, looks back, goes back, holds it and begins it ' +
    'anew.\n\n Valid resource types include:\n\n  *  deployments\n  *  daemonsets\n  *  statefulsets',
  examples: [
    '# Back to what the deployment was before',
    'kubectl rollout undo deployment/abc',
    '',
    '# Wait until a daemon set has been rolled out',
    'kubectl rollout status daemonset/foo',
    '',
    '# New pods for a deployment',
    'kubectl rollout restart deployment/abc',
  ].join('\n'),
  commands: [history, pause, restart, resume, status, undo],
};
