import { parseRegistryKey, type TraceRecord } from '../../engine/trace/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { actText } from '../branch/act-text.ts';

const METHODS: Readonly<Record<string, string>> = { create: 'POST', update: 'PUT', patch: 'PATCH', delete: 'DELETE' };

/** What a person did, short enough to stand beside its flag. */
export function flagText(record: TraceRecord, t: Translate): string {
  if (record.type === 'span') {
    const params = record.detail as Readonly<Record<string, string | number | boolean>> | undefined;
    return actText(t, { input: { fault: { name: record.operation, params: params ?? {} } } });
  }
  if (record.type !== 'hop') return parseRegistryKey(record.key).name;
  const { verb, resource = '', name } = record.label;
  const url = `/api/v1/${resource}${name === undefined ? '' : `/${name}`}`;
  return actText(t, { input: { fetch: { method: METHODS[verb] ?? 'GET', url, headers: {} } } });
}
