import { CommandError } from '../../cobra/errors.ts';

function isPair(word: string): boolean {
  return (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-');
}

export interface Words {
  readonly resources: readonly string[];
  readonly pairs: readonly string[];
}

/** `pods web a=b c-`: what is named, and what is to change of it (cmd/util/helpers.go, GetResourcesAndPairs). */
export function resourcesAndPairs(args: readonly string[], pairType: string): Words {
  const first = args.findIndex(isPair);
  if (first < 0) return { resources: args, pairs: [] };
  const pairs = args.slice(first);
  const late = pairs.find((word) => !isPair(word));
  if (late !== undefined) {
    throw new CommandError(`all resources must be specified before ${pairType} changes: ${late}`);
  }
  return { resources: args.slice(0, first), pairs };
}

/** What is set, and what is taken away. */
export interface Changes {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** `a=b`, `c-` (cmd/util/helpers.go, ParsePairs). */
export function parsePairs(pairs: readonly string[], pairType: string, supportRemove = true): Changes {
  const set = new Map<string, string>();
  const remove: string[] = [];
  const invalid: string[] = [];
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at > 0) set.set(pair.slice(0, at), pair.slice(at + 1));
    else if (supportRemove && at < 0 && pair.endsWith('-') && pair !== '-') remove.push(pair.slice(0, -1));
    else invalid.push(pair);
  }
  if (invalid.length > 0) throw new CommandError(`invalid ${pairType} format: ${invalid.join(', ')}`);
  return { set, remove };
}
