import type { Span } from '../../engine/trace/index.ts';
import type { MessageId } from '../../i18n/index.ts';
import type { Narration } from './narrate.ts';

/** What a person's hand did to the cluster, by the name of the fault (src/engine/cluster/faults.ts). */
const HANDS: Readonly<Record<string, MessageId>> = {
  'node-down': 'hand.nodeDown',
  'node-up': 'hand.nodeUp',
  'add-node': 'hand.addNode',
  partition: 'hand.partition',
  heal: 'hand.heal',
  'degrade-link': 'hand.degradeLink',
  'process-crash': 'hand.processCrash',
  'process-restart': 'hand.processRestart',
  'process-pause': 'hand.processPause',
  'process-continue': 'hand.processContinue',
  'container-crash': 'hand.containerCrash',
  'probe-fail': 'hand.probeFail',
  'probe-recover': 'hand.probeRecover',
  'image-slow': 'hand.imageSlow',
  'image-fail': 'hand.imageFail',
  traffic: 'hand.traffic',
  'traffic-stop': 'hand.trafficStop',
  'add-cloud': 'hand.addCloud',
};

export function narrateHand(span: Span): Narration {
  const id = HANDS[span.operation] ?? 'hand.other';
  return { id, params: { name: span.key, act: span.operation }, nouns: {} };
}
