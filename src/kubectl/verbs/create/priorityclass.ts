import { generatorCommand, orAbsent } from './generator.ts';

export const priorityclass = generatorCommand({
  name: 'priorityclass',
  usage: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
  aliases: ['pc'],
  short: 'Create a priority class with the specified name',
  long: 'Create a priority class with the specified name, value, globalDefault and description.',
  examples: `# A class above the others
kubectl create priorityclass high --value=1000 --description="goes first"

# The class of pods that name none
kubectl create priorityclass usual --value=10 --global-default=true

# A class that waits for room and takes none away
kubectl create priorityclass patient --value=1000 --preemption-policy=Never`,
  flags: [
    { name: 'value', type: 'int32', usage: 'How important its pods are: higher goes first.' },
    { name: 'global-default', type: 'bool', usage: 'Pods that name no class get this one.' },
    { name: 'description', type: 'string', usage: 'For whom the class is meant.' },
    {
      name: 'preemption-policy',
      type: 'string',
      default: 'PreemptLowerPriority',
      usage: 'Whether its pods may take the place of others: PreemptLowerPriority or Never.',
    },
  ],
  target: { group: 'scheduling.k8s.io', version: 'v1', resource: 'priorityclasses', namespaced: false },
  failure: 'failed to create priorityclass: ',
  generate: ({ flags }, name) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value: flags.int('value'),
    globalDefault: flags.bool('global-default') || undefined,
    description: orAbsent(flags.string('description')),
    preemptionPolicy: flags.string('preemption-policy'),
  }),
});
