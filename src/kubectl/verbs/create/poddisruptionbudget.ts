import { ParseError, parseLabelSelector } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Flags } from '../../cobra/types.ts';
import type { Json } from '../../rest/types.ts';
import { generatorCommand } from './generator.ts';

const OPERATORS = new Map([
  ['in', 'In'],
  ['notin', 'NotIn'],
  ['!=', 'NotIn'],
  ['exists', 'Exists'],
  ['!', 'DoesNotExist'],
]);

/** metav1.ParseToLabelSelector: `=` becomes a label that must match, everything else an expression. */
function toLabelSelector(text: string): Json {
  const labels = new Map<string, string>();
  const expressions: Json[] = [];
  let selector;
  try {
    selector = parseLabelSelector(text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new CommandError(`couldn't parse the selector string "${text}": ${error.message}`);
  }
  for (const { key, operator, values } of selector.requirements) {
    if (operator === '=' || operator === '==') {
      labels.set(key, values[0] ?? '');
      continue;
    }
    const word = OPERATORS.get(operator);
    if (word === undefined) throw new CommandError(`"${operator}" isn't supported in label selectors`);
    expressions.push({ key, operator: word, ...(values.length === 0 ? {} : { values }) });
  }
  return {
    ...(labels.size === 0 ? {} : { matchLabels: Object.fromEntries(labels) }),
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
  };
}

function amount(flags: Flags, flag: string): number | string | undefined {
  const text = flags.string(flag);
  if (text === '') return undefined;
  if (!/^[0-9]+%?$/.test(text)) throw new CommandError(`invalid format specified for ${flag}`);
  return text.endsWith('%') ? text : Number(text);
}

export const poddisruptionbudget = generatorCommand({
  name: 'poddisruptionbudget',
  usage: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  aliases: ['pdb'],
  short: 'Create a pod disruption budget with the specified name',
  long: 'Create a pod disruption budget with the specified name, selector, and desired minimum available pods.',
  examples: `# At least one pod of the application stays while nodes are drained
kubectl create poddisruptionbudget web --selector=app=web --min-available=1

# At most half of them may be away
kubectl create pdb web --selector=app=web --max-unavailable=50%`,
  flags: [
    { name: 'min-available', type: 'string', usage: 'How many pods must stay: a number or a percentage.' },
    { name: 'max-unavailable', type: 'string', usage: 'How many pods may be away: a number or a percentage.' },
    { name: 'selector', type: 'string', usage: 'Whose pods they are, by label.' },
  ],
  target: { group: 'policy', version: 'v1', resource: 'poddisruptionbudgets', namespaced: true },
  failure: 'failed to create poddisruptionbudgets: ',
  generate: ({ flags }, name) => {
    const min = flags.string('min-available');
    const max = flags.string('max-unavailable');
    if (flags.string('selector') === '') throw new CommandError('a selector must be specified');
    if (min === '' && max === '') throw new CommandError('one of min-available or max-unavailable must be specified');
    if (min !== '' && max !== '') throw new CommandError('min-available and max-unavailable cannot be both specified');
    const minAvailable = amount(flags, 'min-available');
    const maxUnavailable = amount(flags, 'max-unavailable');
    const selector = toLabelSelector(flags.string('selector'));
    return {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name },
      spec: { minAvailable, selector, maxUnavailable },
    };
  },
});
