import type { ApiObject } from '../apimachinery/index.ts';
import { NAME } from './columns.ts';
import type { Kind } from './kind.ts';
import { plainStrategy } from './strategies.ts';

/** A question that says nothing asks about nothing. */
export function withSpec<T extends ApiObject>(object: T): T {
  return object.spec === undefined || object.spec === null ? { ...object, spec: {} } : object;
}

type Given<T extends ApiObject> = Pick<Kind<T>, 'group' | 'version' | 'kind' | 'resource' | 'singular' | 'namespaced'> &
  Partial<Kind<T>>;

/** A kind that is a question or a view: nothing of it is stored, the API server makes each up as it is asked. */
export function answeredKind<T extends ApiObject>(given: Given<T>): Kind<T> {
  return {
    shortNames: [],
    categories: [],
    verbs: ['create'],
    defaults: (object) => object,
    strategy: plainStrategy<T>({ validate: () => [], validateUpdate: () => [] }),
    subresources: {},
    printer: {
      columns: [NAME, { name: 'Created At', type: 'date', description: 'When the object was created.', priority: 0 }],
      cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp],
    },
    relations: () => [],
    patchMeta: {},
    ...given,
  };
}
