import { CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { dryRunOf, filenameFlags } from '../../flags/index.ts';
import { toPrinter } from '../../printers/index.ts';
import type { Info } from '../../resource/types.ts';
import { infosOf, setFlags, settleAll, withPodSpec } from './change.ts';

async function run(invocation: Invocation): Promise<void> {
  const { args } = invocation;
  await toPrinter(invocation, { operation: '', dryRun: dryRunOf(invocation) });
  const name = args.at(-1);
  if (name === undefined) throw new CommandError('serviceaccount is required');
  const infos = await infosOf(invocation, args.slice(0, -1));
  const setting = {
    operation: 'serviceaccount updated',
    failure: 'failed to patch ServiceAccountName: ',
    always: true,
    change: (info: Info) => withPodSpec(info, (spec) => ({ ...spec, serviceAccountName: name })),
  };
  await settleAll(invocation, setting, infos);
}

export const serviceaccount: Command = {
  name: 'serviceaccount',
  usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  aliases: ['sa'],
  short: 'Update the service account of a resource',
  long: `Update the service account of pod template resources.

 Possible resources (case insensitive) can be:

 replicationcontroller (rc), deployment (deploy), daemonset (ds), job, replicaset (rs), statefulset`,
  examples: `# Pods of a deployment show the API server another face
kubectl set serviceaccount deployment web reporter

# What the file would be
kubectl set sa -f web.yaml reporter --local -o yaml`,
  flags: [...setFlags, ...filenameFlags('Files, directories or addresses of the objects.')],
  run,
};
