/**
 * `kubectl create`: what files say (file.ts), and one generator a file for what can be said in a line
 * (kubectl/pkg/cmd/create). A generator makes the object; generator.ts does what they all do alike.
 *
 * It promises kubectl 1.33's objects to the byte, with the empty fields that Go's types cannot leave out.
 *
 * It differs in `create secret tls`: the certificate and the key are compared by their numbers, and nothing else of the
 * certificate is read.
 */
import { UsageError } from '../../cobra/errors.ts';
import type { Command } from '../../cobra/types.ts';
import { configmap } from './configmap.ts';
import { cronjob } from './cronjob.ts';
import { deployment } from './deployment.ts';
import { createFileFlags, createFromFiles } from './file.ts';
import { ingress } from './ingress.ts';
import { job } from './job.ts';
import { namespace } from './namespace.ts';
import { poddisruptionbudget } from './poddisruptionbudget.ts';
import { priorityclass } from './priorityclass.ts';
import { quota } from './quota.ts';
import { clusterrole, role } from './role.ts';
import { clusterrolebinding, rolebinding } from './rolebinding.ts';
import { secret } from './secret.ts';
import { service } from './service.ts';
import { serviceaccount } from './serviceaccount.ts';
import { token } from './token.ts';

export const create: Command = {
  name: 'create',
  usage: '-f FILENAME',
  short: 'Create a resource from a file or from stdin',
  long: `Create a resource from a file or from stdin.

 JSON and YAML formats are accepted.`,
  examples: `# What a file describes
kubectl create -f ./pod.yaml

# What another command writes
cat pod.json | kubectl create -f -

# Change it before it is created
kubectl create -f pod.yaml --edit`,
  flags: createFileFlags,
  commands: [
    clusterrole,
    clusterrolebinding,
    configmap,
    cronjob,
    deployment,
    ingress,
    job,
    namespace,
    poddisruptionbudget,
    priorityclass,
    quota,
    role,
    rolebinding,
    secret,
    service,
    serviceaccount,
    token,
  ],
  run: async (invocation) => {
    if (invocation.args.length > 0) throw new UsageError(`Unexpected args: [${invocation.args.join(' ')}]`);
    await createFromFiles(invocation);
  },
};
