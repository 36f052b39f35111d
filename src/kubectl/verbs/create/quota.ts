import { parseQuantity } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import { generatorCommand } from './generator.ts';

/** `cpu=1,memory=1Gi` (kubectl/pkg/generate/versioned/run.go, populateResourceListV1). */
export function parseResourceList(text: string): Readonly<Record<string, string>> | undefined {
  if (text === '') return undefined;
  const list = new Map<string, string>();
  for (const statement of text.split(',')) {
    const parts = statement.split('=');
    const [name, value] = parts;
    if (parts.length !== 2 || name === undefined || value === undefined) {
      throw new CommandError(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
    }
    list.set(name, parseQuantity(value).toString());
  }
  return Object.fromEntries(list);
}

function parseScopes(text: string): readonly string[] | undefined {
  if (text === '') return undefined;
  const scopes = text.split(',');
  if (scopes.includes('')) throw new CommandError('invalid resource quota scope ""');
  return scopes;
}

export const quota = generatorCommand({
  name: 'quota',
  usage: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
  aliases: ['resourcequota'],
  short: 'Create a quota with the specified name',
  long: 'Create a resource quota with the specified name, hard limits, and optional scopes.',
  examples: `# How much a namespace may have
kubectl create quota team --hard=cpu=4,memory=8Gi,pods=20,services=5

# Only for pods that ask for nothing
kubectl create quota best-effort --hard=pods=100 --scopes=BestEffort`,
  flags: [
    { name: 'hard', type: 'string', usage: 'The limits: resource=quantity, separated by commas.' },
    { name: 'scopes', type: 'string', usage: 'Which objects are counted, separated by commas: those that match all.' },
  ],
  target: { group: '', version: 'v1', resource: 'resourcequotas', namespaced: true },
  failure: 'failed to create quota: ',
  generate: ({ flags }, name) => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name },
    spec: { hard: parseResourceList(flags.string('hard')), scopes: parseScopes(flags.string('scopes')) },
  }),
});
