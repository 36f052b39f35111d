import { CommandError } from '../../cobra/errors.ts';
import type { World } from '../../world.ts';
import { commandOf, generatorCommand } from './generator.ts';

/** Letters and digits that make no words and are not taken for one another (apimachinery/pkg/util/rand). */
const ALPHANUMS = 'bcdfghjklmnpqrstvwxz2456789';

/** `nginx` of `registry.io:5000/library/nginx:1.27@sha256:…`; what no container may be called gets a random end. */
export function containerName(image: string, random: World['random']): string {
  const last = image.slice(image.lastIndexOf('/') + 1);
  const name = (last.split(':')[0] ?? '').split('@')[0] ?? '';
  if (!/[_.]/.test(name)) return name;
  let end = '';
  for (let i = 0; i < 5; i++) end += ALPHANUMS[Math.floor(random() * ALPHANUMS.length)];
  return `${name.replaceAll(/[_.]/g, '-')}-${end}`;
}

export const deployment = generatorCommand({
  name: 'deployment',
  usage: 'NAME --image=image -- [COMMAND] [args...]',
  aliases: ['deploy'],
  short: 'Create a deployment with the specified name',
  examples: `# Three pods of one image
kubectl create deployment web --image=nginx --replicas=3

# A command of its own, after two dashes
kubectl create deployment clock --image=busybox -- sh -c 'while true; do date; sleep 1; done'

# Two containers in every pod
kubectl create deployment pair --image=nginx --image=redis:7`,
  flags: [
    { name: 'image', type: 'stringSlice', usage: 'An image to run; given again, the pods get another container.' },
    { name: 'port', type: 'int32', default: '-1', usage: 'The port that the first container listens on.' },
    { name: 'replicas', short: 'r', type: 'int32', default: '1', usage: 'How many pods there are to be.' },
  ],
  required: ['image'],
  target: { group: 'apps', version: 'v1', resource: 'deployments', namespaced: true },
  failure: 'failed to create deployment: ',
  generate: (invocation, name) => {
    const { flags, world } = invocation;
    const images = flags.list('image');
    const command = commandOf(invocation);
    if (images.length > 1 && command !== undefined) {
      throw new CommandError('cannot specify multiple --image options and command');
    }
    const port = flags.int('port');
    const labels = { app: name };
    const containers = images.map((image, index) => ({
      name: containerName(image, world.random),
      image,
      command,
      ports: index === 0 && port >= 0 ? [{ containerPort: port }] : undefined,
    }));
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, labels },
      spec: {
        replicas: flags.int('replicas'),
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      },
    };
  },
});
