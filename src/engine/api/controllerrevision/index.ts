/** ControllerRevision: a snapshot of a template, so that its owner can go back. Never changes but in number. */
import { field, getControllerOf, newPath, validateImmutableField, type ErrorList } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { plainStrategy } from '../strategies.ts';
import { IS_NEGATIVE, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { ControllerRevision } from './types.ts';

/** ValidateControllerRevision. */
function check(errors: ErrorList, revision: ControllerRevision): void {
  if (revision.data === undefined) errors.push(field.required(newPath('data'), 'data is mandatory'));
  if (revision.revision < 0) errors.push(field.invalid(newPath('revision'), revision.revision, IS_NEGATIVE));
}

/** `deployment.apps/web` without the group: the kind in lower case, a slash, the name. */
function controllerName(revision: ControllerRevision): string {
  const owner = getControllerOf(revision);
  if (owner === undefined) return '<none>';
  const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
}

export const controllerRevisionKind: Kind<ControllerRevision> = {
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  resource: 'controllerrevisions',
  singular: 'controllerrevision',
  shortNames: [],
  categories: [],
  namespaced: true,
  defaults: (revision) => (revision.revision === undefined ? { ...revision, revision: 0 } : revision),
  strategy: plainStrategy<ControllerRevision>({
    validate(revision) {
      const errors = validateMeta(revision.metadata, true);
      check(errors, revision);
      return errors;
    },
    validateUpdate(revision, old) {
      const errors = validateMetaUpdate(revision.metadata, old.metadata);
      check(errors, revision);
      errors.push(...validateImmutableField(revision.data, old.data, newPath('data')));
      return errors;
    },
  }),
  subresources: {},
  printer: {
    columns: [
      NAME,
      column('Controller', 'Controller of the object'),
      column('Revision', 'Its place in the order of revisions.'),
      AGE,
    ],
    cells: (revision, now) => [revision.metadata.name, controllerName(revision), revision.revision, age(revision, now)],
  },
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
