import { compareStrings, sortedKeys } from './compare.ts';
import { aggregate, invalid, newPath, notSupported, type ErrorList, type Path } from './field.ts';
import { ParseError } from './parse-error.ts';
import { isQualifiedName, isValidLabelValue } from './names-validation.ts';

export type LabelSet = Readonly<Record<string, string>>;

/** pkg/selection/operator.go */
export type SelectionOperator = 'in' | 'notin' | '=' | '==' | '!=' | 'gt' | 'lt' | 'exists' | '!';

const BINARY_OPERATORS: readonly SelectionOperator[] = ['in', 'notin', '=', '==', '!=', 'gt', 'lt'];

const INTEGER = /^[+-]?\d+$/;

/** strconv.ParseInt(s, 10, 64): undefined where Go answers an error. */
function tryParseInt64(text: string): number | bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const n = Number(text);
  if (Number.isSafeInteger(n)) return n;
  const big = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return BigInt.asIntN(64, big) === big ? big : undefined;
}

/** One condition on one label. pkg/labels/selector.go */
export class Requirement {
  readonly key: string;
  readonly operator: SelectionOperator;
  readonly values: readonly string[];

  constructor(key: string, operator: SelectionOperator, values: readonly string[]) {
    this.key = key;
    this.operator = operator;
    this.values = values;
  }

  matches(labels: LabelSet | undefined): boolean {
    const found: unknown = labels === undefined ? undefined : labels[this.key];
    // A label named `constructor` must not meet the one every object inherits, which is not a string.
    const value = typeof found === 'string' ? found : undefined;
    switch (this.operator) {
      case '=':
      case '==':
      case 'in':
        return value !== undefined && this.#has(value);
      case '!=':
      case 'notin':
        return value === undefined || !this.#has(value);
      case 'exists':
        return value !== undefined;
      case '!':
        return value === undefined;
      default:
        return value !== undefined && this.#compares(value);
    }
  }

  #has(value: string): boolean {
    const { values } = this;
    return values.length === 1 ? values[0] === value : values.includes(value);
  }

  #compares(value: string): boolean {
    const left = tryParseInt64(value);
    const right = this.values.length === 1 ? tryParseInt64(this.values[0] ?? '') : undefined;
    if (left === undefined || right === undefined) return false;
    return this.operator === 'gt' ? left > right : left < right;
  }

  toString(): string {
    const values = this.values.length < 2 ? (this.values[0] ?? '') : [...this.values].sort(compareStrings).join(',');
    switch (this.operator) {
      case 'exists':
        return this.key;
      case '!':
        return `!${this.key}`;
      case 'in':
        return `${this.key} in (${values})`;
      case 'notin':
        return `${this.key} notin (${values})`;
      case 'gt':
        return `${this.key}>${values}`;
      case 'lt':
        return `${this.key}<${values}`;
      default:
        return `${this.key}${this.operator}${values}`;
    }
  }
}

function operandErrors(operator: SelectionOperator, values: readonly string[], path: Path): ErrorList {
  switch (operator) {
    case 'in':
    case 'notin':
      if (values.length > 0) return [];
      return [invalid(path, values, "for 'in', 'notin' operators, values set can't be empty")];
    case '=':
    case '==':
    case '!=':
      if (values.length === 1) return [];
      return [invalid(path, values, 'exact-match compatibility requires one single value')];
    case 'exists':
    case '!':
      if (values.length === 0) return [];
      return [invalid(path, values, 'values set must be empty for exists and does not exist')];
    default: {
      const errors: ErrorList = [];
      if (values.length !== 1) {
        errors.push(invalid(path, values, "for 'Gt', 'Lt' operators, exactly one value is required"));
      }
      values.forEach((value, i) => {
        if (tryParseInt64(value) !== undefined) return;
        errors.push(invalid(path.index(i), value, "for 'Gt', 'Lt' operators, the value must be an integer"));
      });
      return errors;
    }
  }
}

/** Throws ParseError with upstream's aggregated text when key, operator or values do not fit. */
export function newRequirement(key: string, operator: SelectionOperator, values: readonly string[]): Requirement {
  const errors: ErrorList = [];
  const keyMessages = isQualifiedName(key);
  if (keyMessages.length > 0) errors.push(invalid(newPath('key'), key, keyMessages.join('; ')));
  const path = newPath('values');
  if (operator === 'exists' || operator === '!' || BINARY_OPERATORS.includes(operator)) {
    errors.push(...operandErrors(operator, values, path));
  } else {
    errors.push(notSupported(newPath('operator'), operator, [...BINARY_OPERATORS, 'exists', '!']));
  }
  values.forEach((value, i) => {
    const messages = isValidLabelValue(value);
    if (messages.length > 0) errors.push(invalid(path.index(i).key(key), value, messages.join('; ')));
  });
  const text = aggregate(errors);
  if (text !== undefined) throw new ParseError(text);
  return new Requirement(key, operator, values);
}

/** A conjunction of requirements, sorted by key. Immutable. */
export class LabelSelector {
  readonly requirements: readonly Requirement[];
  /** True for the selector of an absent LabelSelector: it selects nothing whatever the labels. */
  readonly selectsNothing: boolean;

  constructor(requirements: readonly Requirement[], selectsNothing = false) {
    this.requirements = requirements;
    this.selectsNothing = selectsNothing;
  }

  matches(labels: LabelSet | undefined): boolean {
    if (this.selectsNothing) return false;
    const { requirements } = this;
    for (let i = 0; i < requirements.length; i++) {
      if (!(requirements[i] as Requirement).matches(labels)) return false;
    }
    return true;
  }

  /** True when every object is selected. */
  empty(): boolean {
    return !this.selectsNothing && this.requirements.length === 0;
  }

  add(...more: readonly Requirement[]): LabelSelector {
    return this.selectsNothing ? this : new LabelSelector(byKey([...this.requirements, ...more]));
  }

  /** The one value the label must have, if the selector names it. */
  requiresExactMatch(label: string): string | undefined {
    const requirement = this.requirements.find((r) => r.key === label);
    if (requirement === undefined || requirement.values.length !== 1) return undefined;
    const { operator } = requirement;
    return operator === '=' || operator === '==' || operator === 'in' ? requirement.values[0] : undefined;
  }

  toString(): string {
    return this.requirements.map((r) => r.toString()).join(',');
  }
}

export function byKey(requirements: readonly Requirement[]): readonly Requirement[] {
  return [...requirements].sort((a, b) => compareStrings(a.key, b.key));
}

const EVERYTHING = new LabelSelector([]);
const NOTHING = new LabelSelector([], true);

export function everything(): LabelSelector {
  return EVERYTHING;
}

export function nothing(): LabelSelector {
  return NOTHING;
}

/** labels.SelectorFromSet: no validation; an empty set selects everything. */
export function selectorFromSet(set: LabelSet | undefined): LabelSelector {
  const keys = sortedKeys(set);
  if (set === undefined || keys.length === 0) return EVERYTHING;
  return new LabelSelector(keys.map((key) => new Requirement(key, '=', [set[key] ?? ''])));
}

/** True when every pair of the set is among the labels: what a Service's or ReplicationController's selector asks, without building one. */
export function setMatches(set: LabelSet, labels: LabelSet | undefined): boolean {
  for (const key in set) {
    if (labels === undefined || labels[key] !== set[key]) return false;
  }
  return true;
}

/** labels.FormatLabels: `a=1,b=2`, or `<none>`. */
export function formatLabels(labels: LabelSet | undefined): string {
  // Sorted as whole texts, so that `new2=1` stands before `new=1`.
  const text = Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .sort(compareStrings)
    .join(',');
  return text === '' ? '<none>' : text;
}
