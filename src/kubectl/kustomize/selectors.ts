import { getOwn, isJSONObject, parseLabelSelector } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import { textIn } from './kustomization.ts';
import { metadataOf, type Res, type ResId } from './res.ts';

/** Resources that a target means: every word of it is a regular expression for the whole (api/types/selector.go). */
export function selected(resources: readonly Res[], target: Json): readonly Res[] {
  const parts = (['group', 'version', 'kind', 'name', 'namespace'] as const).map((key) => {
    const text = textIn(target, key);
    return [key, text === '' ? undefined : new RegExp(`^(?:${text})$`)] as const;
  });
  const fits = (id: ResId): boolean => parts.every(([key, pattern]) => pattern === undefined || pattern.test(id[key]));
  return resources.filter(
    (res) =>
      res.ids.some(fits) &&
      matchesSelector(res, 'labels', textIn(target, 'labelSelector')) &&
      matchesSelector(res, 'annotations', textIn(target, 'annotationSelector')),
  );
}

function matchesSelector(res: Res, field: 'labels' | 'annotations', selector: string): boolean {
  if (selector === '') return true;
  const value = getOwn(metadataOf(res.object), field);
  const map = isJSONObject(value) ? (value as Readonly<Record<string, string>>) : {};
  return parseLabelSelector(selector).matches(map);
}
