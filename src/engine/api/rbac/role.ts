import type { ObjectMeta } from '../../apimachinery/index.ts';
import { NAME } from '../columns.ts';
import type { Column } from '../kind.ts';
import type { PolicyRule } from './types.ts';

interface AnyRole {
  readonly metadata: ObjectMeta;
  readonly rules: readonly PolicyRule[] | null;
}

/** A role without rules says so: `rules` is not left out of its JSON. */
export function defaultRules<T extends AnyRole>(role: T): T {
  return role.rules === undefined ? { ...role, rules: null } : role;
}

/** Roles have no printer of their own: this is rest.NewDefaultTableConvertor's row. */
export const ROLE_COLUMNS: readonly Column[] = [
  NAME,
  { name: 'Created At', type: 'date', description: 'When the object was created.', priority: 0 },
];

export function roleCells({ metadata }: AnyRole): string[] {
  return [metadata.name, metadata.creationTimestamp];
}
