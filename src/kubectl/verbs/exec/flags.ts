import type { Flag } from '../../cobra/types.ts';

export const containerFlag: Flag = {
  name: 'container',
  short: 'c',
  type: 'string',
  usage:
    "The container. Left out: the one that the annotation kubectl.kubernetes.io/default-container names, or the pod's first.",
};

export const podRunningTimeoutFlag: Flag = {
  name: 'pod-running-timeout',
  type: 'duration',
  default: '1m0s',
  usage: 'How long (5s, 2m, 3h) to wait for a pod that runs.',
};

export const stdinFlag: Flag = {
  name: 'stdin',
  short: 'i',
  type: 'bool',
  usage: 'Passes what is typed here on to the container.',
};

export const ttyFlag: Flag = { name: 'tty', short: 't', type: 'bool', usage: 'The command gets a terminal.' };

export const quietFlag: Flag = {
  name: 'quiet',
  short: 'q',
  type: 'bool',
  usage: 'Prints what comes from the container, and nothing else.',
};
