import type { User } from '../../request-context.ts';

const PREFIX = 'system:node:';
const GROUP = 'system:nodes';

/**
 * The node that a user is, '' for a node that cannot be told which, undefined for whoever is not a node.
 * pkg/auth/nodeidentifier/default.go
 */
export function nodeIdentity({ name, groups }: User): string | undefined {
  if (!name.startsWith(PREFIX) || !groups.includes(GROUP)) return undefined;
  return name.slice(PREFIX.length);
}
