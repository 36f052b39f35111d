import type { Controller } from '../context.ts';
import { DaemonSetController } from './daemon-set-controller.ts';

export const daemonSetController: Controller = {
  name: 'daemonset-controller',
  start: (context) => void new DaemonSetController(context),
};
