/** A resource and a name that stood on the command line as `pod/web`. */
export interface Tuple {
  readonly resource: string;
  readonly name: string;
}

/** What the words after a verb mean (resource/builder.go, ResourceTypeOrNameArgs). */
export interface Named {
  readonly tuples: readonly Tuple[];
  /** `pods,services`. */
  readonly resources: readonly string[];
  readonly names: readonly string[];
}

const MIXED =
  'there is no need to specify a resource type as a separate argument when passing arguments in resource/name form ' +
  "(e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

export function namedBy(args: readonly string[]): Named {
  const nothing = { tuples: [], resources: [], names: [] };
  const words = args.length === 1 || args.every((arg) => arg.includes('/')) ? separated(args) : args;
  const slashes = words.filter((arg) => arg.includes('/')).length;
  if (slashes > 0 && slashes < words.length) throw new Error(MIXED);
  if (slashes > 0) return { ...nothing, tuples: words.map(tupleOf) };
  const [types, ...names] = words;
  if (types !== undefined && types.includes(',') && names.length > 0) {
    // Every name is looked for in every type.
    return { ...nothing, tuples: splitTypes(types).flatMap((resource) => names.map((name) => ({ resource, name }))) };
  }
  return types === undefined ? nothing : { ...nothing, resources: splitTypes(types), names };
}

/** `pod/a,svc/b` is two words. */
function separated(args: readonly string[]): readonly string[] {
  return args.flatMap((arg) => {
    const parts = arg.split(',');
    return parts.length > 1 && parts.every((part) => part.includes('/')) ? parts : [arg];
  });
}

function tupleOf(word: string): Tuple {
  const parts = word.split('/');
  if (parts.length !== 2) throw new Error('arguments in resource/name form may not have more than one slash');
  const [resource = '', name = ''] = parts;
  if (resource === '' || name === '' || splitTypes(resource).length !== 1) {
    throw new Error('arguments in resource/name form must have a single resource and name');
  }
  return { resource, name };
}

/** Each once (SplitResourceArgument). */
export function splitTypes(types: string): readonly string[] {
  return [...new Set(types.split(','))];
}
