import type { MessageId, Translate } from '../../../i18n/index.ts';

const VERBS: Readonly<Record<string, MessageId>> = {
  owns: 'graph.verb.owns',
  selects: 'graph.verb.selects',
  scales: 'graph.verb.scales',
  uses: 'graph.verb.uses',
  claims: 'graph.verb.claims',
  'bound-to': 'graph.verb.bound-to',
  'refers-to': 'graph.verb.refers-to',
};

/** The word for what an edge means; a verb that nobody has put into words stands as it is. */
export function translateVerb(t: Translate, verb: string): string {
  const message = VERBS[verb];
  return message === undefined ? verb : t(message);
}
