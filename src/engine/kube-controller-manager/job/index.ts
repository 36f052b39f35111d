import type { Controller } from '../context.ts';
import { JobController } from './job-controller.ts';

export const jobController: Controller = {
  name: 'job-controller',
  start: (context) => void new JobController(context),
};
