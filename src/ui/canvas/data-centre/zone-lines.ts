import type { Translate } from '../../../i18n/index.ts';
import type { Hall } from './hall.ts';
import type { Sums } from './sums.ts';

const TROUBLE: ReadonlySet<string> = new Set(['failed', 'backoff', 'unknown']);

/** What is written above a zone: its name, how much stands in it, how much of that needs a person. */
export interface ZoneLines {
  readonly name: string;
  readonly facts: string;
  readonly trouble: string;
}

export function zoneLines(t: Translate, hall: Hall, sums: Sums, zone: string): ZoneLines {
  let nodes = 0;
  let pods = 0;
  let trouble = 0;
  for (const tile of hall.tiles.values()) {
    if (tile.zone !== zone) continue;
    nodes++;
    const sum = sums.of(tile);
    pods += sum.pods;
    if (sums.shade !== 'state') continue;
    for (const run of sum.runs) if (TROUBLE.has(run.group)) trouble += run.count;
  }
  return {
    name: zone === '' ? t('hall.noZone') : zone,
    facts: t('hall.zoneFacts', { nodes: nodes.toLocaleString('en'), pods: pods.toLocaleString('en') }),
    trouble: trouble === 0 ? '' : t('hall.trouble', { count: trouble.toLocaleString('en') }),
  };
}
