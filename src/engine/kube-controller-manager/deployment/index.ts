import type { Controller } from '../context.ts';
import { DeploymentController } from './deployment-controller.ts';

export const deploymentController: Controller = {
  name: 'deployment-controller',
  start: (context) => void new DeploymentController(context),
};
