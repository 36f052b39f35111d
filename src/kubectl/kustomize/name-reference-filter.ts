import { getOwn, isJSONObject } from '../../engine/apimachinery/index.ts';
import { atSpecs, type Place } from './field-specs.ts';
import { NAME_REFERENCES } from './name-references.ts';
import { idText, isClusterScoped, sameNamespace, type Mutable, type Res } from './res.ts';

/** Gives every field that names another resource that one's new name (api/filters/nameref/nameref.go). */
export function fixReferences(resources: readonly Res[]): void {
  for (const { kind, specs } of NAME_REFERENCES) {
    const targets = resources.filter((res) => res.ids.some((id) => id.kind === kind));
    if (targets.length === 0) continue;
    for (const referrer of resources) {
      atSpecs(referrer, specs, (place, spec) => setReference(place, referrer, targets, spec.path));
    }
  }
}

function setReference({ holder, key }: Place, referrer: Res, targets: readonly Res[], path: string): void {
  const value = getOwn(holder, key);
  if (typeof value === 'string') {
    if (path === 'roleRef/name' && !isRoleOf(holder, targets)) return;
    const found = referral(value, referrer, targets);
    if (found !== undefined) holder[key] = found.id.name;
  } else if (Array.isArray(value)) {
    holder[key] = value.map((item: unknown) => {
      if (typeof item === 'string') return referral(item, referrer, targets)?.id.name ?? item;
      if (isJSONObject(item)) setMapping(item as Mutable, referrer, targets);
      return item;
    });
  } else if (isJSONObject(value)) setMapping(value as Mutable, referrer, targets);
}

function isRoleOf(holder: Mutable, targets: readonly Res[]): boolean {
  return targets.some((target) => target.id.kind === holder['kind']);
}

/** A reference by name and namespace, such as a binding's subject. */
function setMapping(holder: Mutable, referrer: Res, targets: readonly Res[]): void {
  const { name, namespace, kind } = holder;
  if (typeof name !== 'string') return;
  const kinds = targets.filter((res) => kind === undefined || res.ids.some((id) => id.kind === kind));
  const candidates = kinds.filter(
    (res) => typeof namespace !== 'string' || res.ids.some((id) => (id.namespace || 'default') === namespace),
  );
  const found = referral(name, referrer, candidates);
  if (found === undefined) return;
  holder['name'] = found.id.name;
  if (found.id.namespace !== '') holder['namespace'] = found.id.namespace;
}

/** The resource that a name means: of that name once, near the one that refers to it, and renamed alike. */
function referral(name: string, referrer: Res, targets: readonly Res[]): Res | undefined {
  let candidates = targets.filter((res) => res.ids.some((id) => id.name === name));
  const from = referrer.id;
  if (!isClusterScoped(from)) {
    candidates = candidates.filter(
      ({ id }) => isClusterScoped(id) || id.kind === 'ServiceAccount' || sameNamespace(id, from),
    );
  }
  if (candidates.length <= 1) return candidates[0];
  const alike = candidates.filter((res) => startsAlike(res.affixes, referrer.affixes));
  const [first] = alike;
  if (first === undefined || alike.every((res) => res.id.name === first.id.name)) return first;
  throw new Error(`found multiple possible referrals: ${alike.map(({ id }) => idText(id)).join(', ')}`);
}

function startsAlike(a: readonly string[], b: readonly string[]): boolean {
  return a.every((affix, index) => affix === b[index]);
}
