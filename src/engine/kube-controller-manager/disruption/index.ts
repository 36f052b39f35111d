import type { Controller } from '../context.ts';
import { DisruptionController } from './disruption-controller.ts';

export const disruptionController: Controller = {
  name: 'disruption-controller',
  start: (context) => void new DisruptionController(context),
};
