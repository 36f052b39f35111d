/**
 * Who manages which field of an object: server-side apply and metadata.managedFields. Plain functions over objects, sets of
 * fields and descriptions of types; nothing here knows of requests or storage.
 *
 * It promises upstream's sets, order, conflicts and texts, that a set or an object is given back itself where nothing changed, and
 * that what two objects share is not looked at twice.
 *
 * Different from k8s.io/apimachinery/pkg/util/managedfields: a set of fields is kept in the form it is stored in, not in a
 * structure of its own. An apply in another version than the last takes fields of the same path for the same field instead
 * of converting. A schema that turns a granular field into an atomic one, or back, does not rewrite what is stored.
 */
export {
  ANY_ATOMIC,
  ANY_DEDUCED,
  BOOLEAN,
  listType,
  mapType,
  NUMERIC,
  STRING,
  structType,
  UNTYPED,
} from './type-description.ts';
export type { FieldDescription, ListKey, TypeDescription } from './type-description.ts';
export { fieldSet, pathSet, pathTexts, type FieldsV1 } from './fields-v1.ts';
export { FieldManager } from './field-manager.ts';
export { isReset, managerFromUserAgent, type Manager, type Managers } from './managers.ts';
export { scaleEntries, parentEntries } from './scale-handler.ts';
export type { Version, Versions } from './updater.ts';
