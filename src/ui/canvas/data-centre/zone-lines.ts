import type { Translate } from '../../../i18n/index.ts';
import type { Hall } from './hall.ts';

/** What is written above a zone: its name, how much stands in it, how much of that needs a person. */
export interface ZoneLines {
  readonly name: string;
  readonly facts: string;
  readonly trouble: string;
}

/** The lines of every zone, by its name. */
export function zoneLines(t: Translate, hall: Hall): ReadonlyMap<string, ZoneLines> {
  const sums = new Map(hall.plan.zones.map(({ name }) => [name, { nodes: 0, pods: 0, trouble: 0 }]));
  for (const tile of hall.tiles.values()) {
    const sum = sums.get(tile.zone);
    if (!sum) continue;
    sum.nodes++;
    sum.pods += hall.podsOf(tile).length;
    sum.trouble += hall.troubleOf(tile);
  }
  const lines = new Map<string, ZoneLines>();
  for (const [zone, { nodes, pods, trouble }] of sums)
    lines.set(zone, {
      name: zone === '' ? t('hall.noZone') : zone,
      facts: t('hall.zoneFacts', { nodes: nodes.toLocaleString('en'), pods: pods.toLocaleString('en') }),
      trouble: trouble === 0 ? '' : t('hall.trouble', { count: trouble.toLocaleString('en') }),
    });
  return lines;
}
