import { humanDuration, tryParseTime } from '../apimachinery/index.ts';
import type { Column } from './kind.ts';

/** Columns and cells that many kinds share. pkg/printers/internalversion/printers.go */
export const NAME: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'Name of the object, unique within its namespace.',
  priority: 0,
};

export const AGE: Column = {
  name: 'Age',
  type: 'string',
  description: 'Time since the object was created.',
  priority: 0,
};

/** rest.NewDefaultTableConvertor's second column, for kinds without a printer of their own. */
export const CREATED_AT: Column = {
  name: 'Created At',
  type: 'date',
  description: 'When the object was created.',
  priority: 0,
};

export function column(name: string, description: string, type: Column['type'] = 'string'): Column {
  return { name, type, description, priority: 0 };
}

/** Shown with `-o wide` only. */
export function wide(name: string, description: string, type: Column['type'] = 'string'): Column {
  return { name, type, description, priority: 1 };
}

/** translateTimestampSince: how long ago, `<unknown>` for no time at all. */
export function since(timestamp: string | null | undefined, now: number): string {
  if (timestamp === undefined || timestamp === null) return '<unknown>';
  const at = tryParseTime(timestamp);
  return at === undefined ? '<unknown>' : humanDuration(now - at);
}

export function age(object: { readonly metadata: { readonly creationTimestamp: string } }, now: number): string {
  return since(object.metadata.creationTimestamp, now);
}

/** `a,b,c + 4 more...` */
export function withMore(shown: readonly string[], total: number, max: number): string {
  const text = shown.join(',');
  return total > max ? `${text} + ${total - max} more...` : text;
}

export const CONTAINERS: Column = wide('Containers', 'Names of each container in the template.');
export const IMAGES: Column = wide('Images', 'Images referenced by each container in the template.');
export const SELECTOR: Column = wide('Selector', 'Which pods belong to this object.');

interface NamedImage {
  readonly name: string;
  readonly image?: string;
}

/** layoutContainerCells. */
export function containerCells(containers: readonly NamedImage[]): readonly [names: string, images: string] {
  return [containers.map((c) => c.name).join(','), containers.map((c) => c.image ?? '').join(',')];
}
