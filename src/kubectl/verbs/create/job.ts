import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import type { Json } from '../../rest/types.ts';
import { commandOf, generatorCommand, orAbsent } from './generator.ts';

interface CronJobLike {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly spec: { readonly jobTemplate: { readonly metadata?: Json; readonly spec: Json } };
}

async function fromCronJob({ flags, factory }: Invocation, name: string): Promise<Json> {
  const namespace = await factory.namespace();
  const infos = await factory
    .builder()
    .namespace(namespace.name, true)
    .args([flags.string('from')])
    .flatten()
    .latest()
    .infos();
  const [info] = infos;
  if (info === undefined || infos.length !== 1) throw new CommandError('from must be an existing cronjob');
  const { group, version, kind } = info.mapping;
  if (group !== 'batch' || kind !== 'CronJob') throw new CommandError(`unknown object type *${version}.${kind}`);
  const cron = info.object as unknown as CronJobLike;
  const template = cron.spec.jobTemplate;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      annotations: {
        'cronjob.kubernetes.io/instantiate': 'manual',
        ...(template.metadata?.['annotations'] as Json | undefined),
      },
      labels: template.metadata?.['labels'],
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: cron.metadata.name,
          uid: cron.metadata.uid,
          controller: true,
        },
      ],
    },
    spec: template.spec,
  };
}

export const job = generatorCommand({
  name: 'job',
  usage: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  short: 'Create a job with the specified name',
  examples: `# A job that runs one command
kubectl create job hello --image=busybox -- echo hello

# Run a cron job now
kubectl create job try-it --from=cronjob/nightly`,
  flags: [
    { name: 'image', type: 'string', usage: 'The image to run.' },
    { name: 'from', type: 'string', usage: 'What the job is made after: cronjob/NAME.' },
  ],
  target: { group: 'batch', version: 'v1', resource: 'jobs', namespaced: true },
  failure: 'failed to create job: ',
  generate: (invocation, name) => {
    const { flags } = invocation;
    const image = flags.string('image');
    const from = flags.string('from');
    const command = commandOf(invocation);
    if ((image === '') === (from === '')) throw new CommandError('either --image or --from must be specified');
    if (from !== '' && command !== undefined) throw new CommandError('cannot specify --from and command');
    if (from !== '') return fromCronJob(invocation, name);
    const spec = { containers: [{ name, image: orAbsent(image), command }], restartPolicy: 'Never' };
    return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { template: { spec } } };
  },
});
