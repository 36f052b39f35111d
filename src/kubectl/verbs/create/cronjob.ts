import { commandOf, generatorCommand, orAbsent } from './generator.ts';

export const cronjob = generatorCommand({
  name: 'cronjob',
  usage: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags]",
  aliases: ['cj'],
  short: 'Create a cron job with the specified name',
  examples: `# Every minute
kubectl create cronjob tick --image=busybox --schedule="*/1 * * * *"

# Every night at three, with a command
kubectl create cronjob nightly --image=busybox --schedule="0 3 * * *" -- date`,
  flags: [
    { name: 'image', type: 'string', usage: 'The image to run.' },
    { name: 'schedule', type: 'string', usage: 'When it runs, in the five fields of cron.' },
    { name: 'restart', type: 'string', usage: 'What happens to a container that ends badly: OnFailure or Never.' },
  ],
  required: ['image', 'schedule'],
  target: { group: 'batch', version: 'v1', resource: 'cronjobs', namespaced: true },
  failure: 'failed to create cronjob: ',
  generate: (invocation, name) => {
    const { flags } = invocation;
    const containers = [{ name, image: orAbsent(flags.string('image')), command: commandOf(invocation) }];
    const restartPolicy = orAbsent(flags.string('restart')) ?? 'OnFailure';
    const jobTemplate = { metadata: { name }, spec: { template: { spec: { containers, restartPolicy } } } };
    const schedule = flags.string('schedule');
    return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec: { schedule, jobTemplate } };
  },
});
