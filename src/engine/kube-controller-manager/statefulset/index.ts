import type { Controller } from '../context.ts';
import { StatefulSetController } from './stateful-set-controller.ts';

export const statefulSetController: Controller = {
  name: 'statefulset-controller',
  start: (context) => void new StatefulSetController(context),
};
