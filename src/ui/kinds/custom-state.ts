import type { ApiObject } from '../../engine/apimachinery/index.ts';
import type { KindState } from './state.ts';

/** What is on its way out is that before all else. */
export function endingState({ metadata, status }: ApiObject): KindState | undefined {
  const phase = fieldOf(status, 'phase');
  if (metadata.deletionTimestamp === undefined && phase !== 'Terminating') return undefined;
  return { shape: 'terminating', tone: 'warn', status: 'Terminating' };
}

/** Of a kind of which nothing is known: a phase, or whether it is ready or available, as most controllers say it. */
export function customState({ status }: ApiObject): KindState {
  const phase = fieldOf(status, 'phase') ?? fieldOf(status, 'state');
  if (typeof phase === 'string' && phase !== '') return { status: phase, ...lookOf(phase) };
  const conditions: unknown = fieldOf(status, 'conditions');
  if (!Array.isArray(conditions)) return { shape: 'pending', tone: 'quiet', status: '' };
  for (const type of ['Ready', 'Available', 'Established', 'Synced', 'Complete']) {
    const found: unknown = conditions.find((one) => fieldOf(one, 'type') === type);
    if (found === undefined) continue;
    if (fieldOf(found, 'status') === 'True') return { shape: 'ready', tone: 'ok', status: type };
    const reason = fieldOf(found, 'reason');
    const text = typeof reason === 'string' && reason !== '' ? reason : `Not${type}`;
    return { shape: 'not-ready', tone: 'busy', status: text };
  }
  return { shape: 'pending', tone: 'quiet', status: '' };
}

function lookOf(phase: string): Pick<KindState, 'shape' | 'tone'> {
  if (/^(ready|running|active|bound|available|healthy|established|synced)$/i.test(phase))
    return { shape: 'ready', tone: 'ok' };
  if (/^(succeeded|completed?|done|released)$/i.test(phase)) return { shape: 'succeeded', tone: 'quiet' };
  if (/fail|error|lost|crash|degraded|invalid/i.test(phase)) return { shape: 'failed', tone: 'bad' };
  if (/unknown/i.test(phase)) return { shape: 'unknown', tone: 'quiet' };
  return { shape: 'pending', tone: 'busy' };
}

/** A field of a value of which nothing is known. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
