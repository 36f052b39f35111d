import type { Flavour, Schema } from './schemas.ts';

type Type = 'string' | 'boolean' | 'integer';

/** Query parameters: their type and what they do. */
const QUERY: Readonly<Record<string, readonly [Type, string]>> = {
  allowWatchBookmarks: ['boolean', 'Whether a watch may tell how far it is with events of type BOOKMARK.'],
  continue: ['string', 'Where the list goes on: the token that came with its last part.'],
  dryRun: ['string', 'When given, nothing is stored. Valid values: All, every stage is gone through.'],
  fieldManager: ['string', 'Who makes the change: at most 128 printable characters.'],
  fieldSelector: ['string', 'Chooses objects by their fields. Everything by default.'],
  fieldValidation: [
    'string',
    'What is done about unknown or duplicate fields: Ignore drops them, Warn answers with a warning for each, Strict refuses.',
  ],
  force: ['boolean', 'Whether an apply takes over the fields that others manage. Only for apply patches.'],
  gracePeriodSeconds: ['integer', 'How many seconds the object has to end; zero is at once.'],
  labelSelector: ['string', 'Chooses objects by their labels. Everything by default.'],
  limit: ['integer', 'The most objects that one answer may have; the rest comes with a continue token.'],
  orphanDependents: ['boolean', 'Deprecated: use propagationPolicy. Whether dependents are left alone.'],
  pretty: ['string', "When 'true', the answer is indented. Defaults to 'false' unless a browser or curl asks."],
  propagationPolicy: ['string', 'What becomes of the dependents: Orphan, Background or Foreground.'],
  resourceVersion: ['string', 'How fresh the answer must be; see the API concepts for what it means with each verb.'],
  resourceVersionMatch: ['string', 'How resourceVersion is applied to lists: Exact or NotOlderThan.'],
  sendInitialEvents: ['boolean', 'Whether a watch begins with the state, closed by a bookmark that says so.'],
  timeoutSeconds: ['integer', 'How long a list or a watch may last.'],
  watch: ['boolean', 'Whether to watch for changes instead of listing.'],
};

const PATH: Readonly<Record<string, string>> = {
  name: 'the name of the object',
  namespace: 'the namespace of the object',
};

export const LIST_PARAMETERS = [
  'allowWatchBookmarks',
  'continue',
  'fieldSelector',
  'labelSelector',
  'limit',
  'resourceVersion',
  'resourceVersionMatch',
  'sendInitialEvents',
  'timeoutSeconds',
  'watch',
];
export const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'];
export const PATCH_PARAMETERS = [...WRITE_PARAMETERS, 'force'];
export const DELETE_PARAMETERS = ['dryRun', 'gracePeriodSeconds', 'orphanDependents', 'propagationPolicy'];
export const COLLECTION_PARAMETERS = [
  ...DELETE_PARAMETERS,
  'continue',
  'fieldSelector',
  'labelSelector',
  'limit',
  'resourceVersion',
  'resourceVersionMatch',
  'timeoutSeconds',
];

export function queryParameters(names: readonly string[], flavour: Flavour): readonly Schema[] {
  return names.map((name) => {
    const [type, description] = QUERY[name]!;
    const shape = { type, uniqueItems: true };
    return { name, in: 'query', description, ...(flavour === 'v3' ? { schema: shape } : shape) };
  });
}

export function pathParameter(name: string, flavour: Flavour): Schema {
  const shape = { type: 'string', uniqueItems: true };
  const description = PATH[name]!;
  return { name, in: 'path', required: true, description, ...(flavour === 'v3' ? { schema: shape } : shape) };
}
