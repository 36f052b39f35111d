import { generatorCommand } from './generator.ts';

export const serviceaccount = generatorCommand({
  name: 'serviceaccount',
  usage: 'NAME [--dry-run=server|client|none]',
  aliases: ['sa'],
  short: 'Create a service account with the specified name',
  examples: '# An identity for the pods of a program\nkubectl create serviceaccount reporter',
  flags: [],
  target: { group: '', version: 'v1', resource: 'serviceaccounts', namespaced: true },
  failure: 'failed to create serviceaccount: ',
  generate: (_invocation, name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }),
});
