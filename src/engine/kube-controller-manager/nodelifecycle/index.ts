import type { Controller } from '../context.ts';
import { NodeLifecycleController } from './node-lifecycle-controller.ts';

export const nodeLifecycleController: Controller = {
  name: 'node-lifecycle-controller',
  start: (context) => void new NodeLifecycleController(context),
};
