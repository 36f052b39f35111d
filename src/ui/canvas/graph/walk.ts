import type { KeyboardEvent } from 'react';

const ARROWS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

/**
 * Arrow keys walk along the edges: to the left to the owner, to the right to the first of what is owned, up and down among
 * those of one owner. What is drawn says itself what it is a child of, so this works for every view of trees. Answers where
 * the focus went.
 */
export function walk(event: KeyboardEvent<HTMLElement>): HTMLElement | undefined {
  const from = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-uid]') : null;
  if (!from || !ARROWS.has(event.key) || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-uid]:not([data-leaving])')];
  const to = next(event.key, from, all);
  // The page's own arrows step through time: on a tree they walk, even where there is nowhere to go.
  event.preventDefault();
  to?.focus({ preventScroll: true });
  return to;
}

function next(key: string, from: HTMLElement, all: readonly HTMLElement[]): HTMLElement | undefined {
  const { uid = '', parent = '' } = from.dataset;
  const inPlace = (elements: readonly HTMLElement[]): HTMLElement[] => elements.toSorted(byPlace);
  if (key === 'ArrowLeft' && parent !== '') return all.find((one) => one.dataset['uid'] === parent);
  if (key === 'ArrowRight') {
    const children = inPlace(all.filter((one) => one.dataset['parent'] === uid));
    if (children.length > 0) return children[0];
    if (parent !== '') return undefined;
  }
  const siblings = all.filter((one) => one.dataset['parent'] === parent && one !== from);
  if (parent === '') return nearest(key, from, siblings);
  const order = inPlace([...siblings, from]);
  const step = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  return step === 0 ? undefined : order[order.indexOf(from) + step];
}

function byPlace(a: HTMLElement, b: HTMLElement): number {
  const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
  return Math.round(one.top - other.top) || one.left - other.left;
}

/** Among roots, the one that lies that way. */
function nearest(key: string, from: HTMLElement, others: readonly HTMLElement[]): HTMLElement | undefined {
  const start = from.getBoundingClientRect();
  const across = key === 'ArrowLeft' || key === 'ArrowRight';
  const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  let best: HTMLElement | undefined;
  let least = Infinity;
  for (const one of others) {
    const rect = one.getBoundingClientRect();
    const [x, y] = [rect.left - start.left, rect.top - start.top];
    const [along, aside] = across ? [x * sign, Math.abs(y)] : [y * sign, Math.abs(x)];
    if (along <= 4) continue;
    const distance = along + 3 * aside;
    if (distance < least) [least, best] = [distance, one];
  }
  return best;
}
