import type { ObjectMeta } from '../../apimachinery/index.ts';
import { CREATED_AT, NAME } from '../columns.ts';
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
export const ROLE_COLUMNS: readonly Column[] = [NAME, CREATED_AT];

export function roleCells({ metadata }: AnyRole): string[] {
  return [metadata.name, metadata.creationTimestamp];
}
