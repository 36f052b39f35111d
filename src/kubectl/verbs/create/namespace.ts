import { generatorCommand } from './generator.ts';

export const namespace = generatorCommand({
  name: 'namespace',
  usage: 'NAME [--dry-run=server|client|none]',
  aliases: ['ns'],
  short: 'Create a namespace with the specified name',
  examples: '# A namespace for a team\nkubectl create namespace team-a',
  flags: [],
  target: { group: '', version: 'v1', resource: 'namespaces', namespaced: false },
  generate: (_invocation, name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
});
