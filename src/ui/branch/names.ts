import { useText } from '../app/ui-state.ts';
import { actText } from './act-text.ts';
import { clockText } from '../app/clock-text.ts';
import type { Branch } from './branches.ts';

/** What a history is called: by a person, else by where it came from. */
export function useBranchName(): (branch: Branch) => string {
  const t = useText();
  return ({ id, name, parent, at, without }) => {
    if (name !== undefined) return name;
    if (parent === undefined) return t('branch.original');
    const number = id - 1;
    const one = without.length === 1 ? without[0] : undefined;
    if (one) return t('branch.nameWithout', { number, act: actText(t, one) });
    return t('branch.name', { number, time: clockText(at, 0) });
  };
}
