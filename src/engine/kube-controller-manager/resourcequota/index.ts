import type { Controller } from '../context.ts';
import { ResourceQuotaController } from './resource-quota-controller.ts';

export const resourceQuotaController: Controller = {
  name: 'resourcequota-controller',
  start: (context) => void new ResourceQuotaController(context),
};
