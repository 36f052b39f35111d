import { field, newPath, semanticDeepEqual, type ErrorList } from '../../apimachinery/index.ts';

/** ConfigMaps and Secrets alike hold at most a mebibyte. */
export const MAX_SECRET_SIZE = 1024 * 1024;

const WHEN_SET = 'field is immutable when `immutable` is set';

/** Once `immutable` is true it stays so, and the named fields with it. */
export function checkImmutable<T extends { readonly immutable?: boolean }>(
  errors: ErrorList,
  object: T,
  old: T,
  fields: readonly (keyof T & string)[],
): void {
  if (old.immutable !== true) return;
  if (object.immutable !== true) errors.push(field.forbidden(newPath('immutable'), WHEN_SET));
  for (const name of fields) {
    if (!semanticDeepEqual(object[name], old[name])) errors.push(field.forbidden(newPath(name), WHEN_SET));
  }
}
