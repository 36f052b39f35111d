import type { Controller } from '../context.ts';
import { CronJobController } from './cron-job-controller.ts';

export const cronJobController: Controller = {
  name: 'cronjob-controller',
  start: (context) => void new CronJobController(context),
};
