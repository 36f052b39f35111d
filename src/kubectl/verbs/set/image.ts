import { CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { dryRunOf, filenameFlags } from '../../flags/index.ts';
import { toPrinter } from '../../printers/index.ts';
import type { Json } from '../../rest/types.ts';
import { parsePairs, resourcesAndPairs } from '../label/pairs.ts';
import { BareError, checkTogether, infosOf, setFlags, setSelectorFlag, settleAll, withPodSpec } from './change.ts';

function withImage(list: unknown, name: string, image: string): readonly [list: unknown, found: boolean] {
  if (!Array.isArray(list)) return [list, false];
  const containers = list as readonly Json[];
  const meant = (container: Json) => name === '*' || container['name'] === name;
  const changed = containers.map((container) => (meant(container) ? { ...container, image } : container));
  return [changed, containers.some(meant)];
}

function withImages(spec: Json, images: ReadonlyMap<string, string>): Json {
  let out = spec;
  for (const [name, image] of images) {
    const [containers, found] = withImage(out['containers'], name, image);
    const [initContainers, foundInit] = withImage(out['initContainers'], name, image);
    if (!found && !foundInit) throw new BareError(`unable to find container named ${JSON.stringify(name)}`);
    out = { ...out, containers, ...(initContainers === undefined ? {} : { initContainers }) };
  }
  return out;
}

async function run(invocation: Invocation): Promise<void> {
  await toPrinter(invocation, { operation: 'image updated', dryRun: dryRunOf(invocation) });
  const { resources, pairs } = resourcesAndPairs(invocation.args, 'image');
  const { set: images } = parsePairs(pairs, 'image', false);
  checkTogether(invocation);
  const infos = await infosOf(invocation, resources);
  if (images.size === 0) throw new CommandError('at least one image update is required');
  if (images.size > 1 && images.has('*')) {
    throw new CommandError(
      'all containers are already specified by *, but saw more than one container_name=container_image pairs',
    );
  }
  const setting = {
    operation: 'image updated',
    failure: 'failed to patch image update to pod template: ',
    change: (info: (typeof infos)[number]) => withPodSpec(info, (spec) => withImages(spec, images)),
  };
  await settleAll(invocation, setting, infos);
}

export const image: Command = {
  name: 'image',
  usage: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  short: 'Update the image of a pod template',
  long: `Update existing container image(s) of resources.

 Possible resources include (case insensitive):

  pod (po), replicationcontroller (rc), deployment (deploy), daemonset (ds), statefulset (sts), cronjob (cj), replicaset (rs)`,
  examples: `# Another version of a container: its pods are replaced one after the other
kubectl set image deployment/web nginx=nginx:1.27

# The same image for every container of everything that has pods
kubectl set image deployments,daemonsets --all '*=nginx:1.27'

# What the file would be, without asking the server
kubectl set image -f web.yaml nginx=nginx:1.27 --local -o yaml`,
  flags: [...setFlags, setSelectorFlag, ...filenameFlags('Files, directories or addresses of the objects.')],
  run,
};
