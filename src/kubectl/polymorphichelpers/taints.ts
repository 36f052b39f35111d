import type { ITaint } from 'kubernetes-models/v1/Taint';
import { isQualifiedName, isValidLabelValue } from '../../engine/apimachinery/index.ts';

/** A taint as a command line says it; of one to be removed the effect may be `''`. */
export interface TaintWord {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export interface Taints {
  readonly add: readonly TaintWord[];
  readonly remove: readonly TaintWord[];
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Answers what is wrong in words. */
function parseTaint(text: string): TaintWord | string {
  const parts = text.split(':');
  if (parts.length > 2) return `invalid taint spec: ${text}`;
  const [name = '', effect = ''] = parts;
  let [key, value] = [name, ''];
  if (parts.length === 2) {
    if (!EFFECTS.includes(effect)) return `invalid taint effect: ${effect}, unsupported taint effect`;
    const pair = name.split('=');
    if (pair.length > 2) return `invalid taint spec: ${text}`;
    [key = '', value = ''] = pair;
    const wrong = isValidLabelValue(value);
    if (wrong.length > 0) return `invalid taint spec: ${text}, ${wrong.join('; ')}`;
  }
  // kubectl 1.33 still has the older word for it.
  const wrong = isQualifiedName(key).map((text) => text.replace(/^a valid label key must/, 'a qualified name must'));
  return wrong.length > 0 ? `invalid taint spec: ${text}, ${wrong.join('; ')}` : { key, value, effect };
}

/** Which taints to add and which, those with a `-` at their end, to remove (kubectl/pkg/cmd/taint/utils.go). */
export function parseTaints(texts: readonly string[]): Taints | string {
  const add: TaintWord[] = [];
  const remove: TaintWord[] = [];
  for (const text of texts) {
    const removes = text.endsWith('-');
    const taint = parseTaint(removes ? text.slice(0, -1) : text);
    if (typeof taint === 'string') return taint;
    if (removes) {
      remove.push({ ...taint, value: '' });
      continue;
    }
    const { key, value, effect } = taint;
    if (effect === '') return `invalid taint spec: ${text}`;
    if (add.some((one) => one.key === key && one.effect === effect)) {
      return `duplicated taints with the same key and effect: {${key} ${value} ${effect} <nil>}`;
    }
    add.push(taint);
  }
  return { add, remove };
}

function same(a: { readonly key: string; readonly effect: string }, b: typeof a): boolean {
  return a.key === b.key && a.effect === b.effect;
}

/** The keys of those that are there already. */
export function existing(before: readonly ITaint[], add: readonly TaintWord[]): string[] {
  return before.filter((taint) => add.some((one) => same(one, taint))).map(({ key }) => key);
}

export interface Reorganized {
  readonly operation: 'modified' | 'tainted' | 'untainted';
  readonly after: readonly ITaint[];
  /** What was to be removed and is not there. */
  readonly missing: readonly string[];
}

function asTaint({ key, value, effect }: TaintWord): ITaint {
  return { key, ...(value !== '' && { value }), effect: effect as ITaint['effect'] };
}

/** reorganizeTaints: new ones come first, then those there were. */
export function reorganized(before: readonly ITaint[], overwrite: boolean, { add, remove }: Taints): Reorganized {
  let after = [...add.map(asTaint), ...before.filter((taint) => !add.some((one) => same(one, taint)))];
  const added = after.length !== before.length;
  let removed = false;
  const missing: string[] = [];
  for (const { key, effect } of remove) {
    const rest = after.filter((taint) => taint.key !== key || (effect !== '' && taint.effect !== effect));
    removed = rest.length < after.length;
    after = rest;
    if (!removed) missing.push(`taint ${JSON.stringify(effect === '' ? key : `${key}:${effect}`)} not found`);
  }
  const operation = (added && removed) || overwrite ? 'modified' : added ? 'tainted' : 'untainted';
  return { operation, after, missing };
}
