import type { TraceRecord } from '../../../engine/trace/index.ts';
import { isRecord } from '../diff.ts';

/** A stage of a request inside the API server, and what it found, in its own words. */
export interface Stage {
  readonly name: string;
  readonly fact: string;
}

export function stagesOf(record: TraceRecord): readonly Stage[] {
  const stages = record.type === 'span' ? record.detail?.['stages'] : undefined;
  if (!Array.isArray(stages)) return [];
  return stages.filter(isRecord).map(({ name, ...facts }) => ({ name: String(name), fact: factOf(facts) }));
}

function factOf(facts: Readonly<Record<string, unknown>>): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) =>
      key === 'user' || key === 'decision' || key === 'reason' ? plain(value) : `${key}: ${plain(value)}`,
    )
    .join(', ');
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(' ');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
