import {
  findCondition,
  type CustomResourceDefinition,
  type CustomResourceDefinitionCondition,
  type CustomResourceDefinitionNames,
} from '../../api/customresourcedefinition/index.ts';
import { deepEqual, field, goQuote } from '../../apimachinery/index.ts';

type Names = Partial<CustomResourceDefinitionNames>;
type Condition = CustomResourceDefinitionCondition;

export interface Naming {
  readonly acceptedNames: Names;
  readonly namesAccepted: Condition;
  readonly established: Condition;
}

/** Resource and kind names that others of the group already have. */
interface Taken {
  readonly resources: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

function takenBy(others: readonly CustomResourceDefinition[]): Taken {
  const resources = new Set<string>();
  const kinds = new Set<string>();
  for (const { status } of others) {
    const { plural, singular, shortNames = [], kind, listKind } = status.acceptedNames ?? {};
    for (const name of [plural, singular, ...shortNames]) if (name) resources.add(name);
    for (const name of [kind, listKind]) if (name) kinds.add(name);
  }
  return { resources, kinds };
}

function inUse(asked: string, accepted: string, taken: ReadonlySet<string>): string | undefined {
  return asked === accepted || !taken.has(asked) ? undefined : `${goQuote(asked)} is already in use`;
}

/**
 * Which of the names asked for are free, and the two conditions that follow. The last conflict found is the one told.
 * apiextensions-apiserver/pkg/controller/status/naming_controller.go
 */
export function nameDefinition(crd: CustomResourceDefinition, others: readonly CustomResourceDefinition[]): Naming {
  const asked = crd.spec.names;
  const accepted: Names = crd.status.acceptedNames ?? {};
  const taken = takenBy(others);
  const names: { -readonly [K in keyof Names]: Names[K] } = { ...accepted };
  let conflict: { reason: string; message: string } | undefined;
  const check = (name: 'plural' | 'singular' | 'kind' | 'listKind', reason: string, set: ReadonlySet<string>): void => {
    const message = inUse(asked[name] ?? '', accepted[name] ?? '', set);
    if (message === undefined) names[name] = asked[name] ?? '';
    else conflict = { reason, message };
  };
  check('plural', 'PluralConflict', taken.resources);
  check('singular', 'SingularConflict', taken.resources);
  if (!deepEqual(asked.shortNames, accepted.shortNames)) {
    const own = new Set(accepted.shortNames);
    const messages = (asked.shortNames ?? [])
      .filter((name) => !own.has(name))
      .map((name) => inUse(name, '', taken.resources))
      .filter((message) => message !== undefined);
    if (messages.length > 0) conflict = { reason: 'ShortNamesConflict', message: field.aggregateTexts(messages) };
    else if (asked.shortNames === undefined) delete names.shortNames;
    else names.shortNames = asked.shortNames;
  }
  check('kind', 'KindConflict', taken.kinds);
  check('listKind', 'ListKindConflict', taken.kinds);
  if (asked.categories === undefined) delete names.categories;
  else names.categories = asked.categories;
  const namesAccepted: Condition = {
    type: 'NamesAccepted',
    status: conflict === undefined ? 'True' : 'False',
    reason: conflict?.reason ?? 'NoConflicts',
    message: conflict?.message ?? 'no conflicts found',
  };
  return { acceptedNames: names, namesAccepted, established: establishedOf(crd, namesAccepted) };
}

/** It is not established here: by the time another controller does that, the resource is served. */
function establishedOf(crd: CustomResourceDefinition, namesAccepted: Condition): Condition {
  const old = findCondition(crd, 'Established');
  if (old?.status !== 'True' && namesAccepted.status === 'True') {
    return {
      type: 'Established',
      status: 'False',
      reason: 'Installing',
      message: 'the initial names have been accepted',
    };
  }
  return old ?? { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' };
}
