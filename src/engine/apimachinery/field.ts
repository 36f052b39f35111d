import { goJSON, goQuote } from './go-text.ts';

/**
 * Errors that point at a field. pkg/util/validation/field
 *
 * Differs from upstream in one point: a struct in an error's text prints its fields in the order the object has them, because
 * the order of the Go struct is not known here.
 */
export class Path {
  readonly #parent: Path | undefined;
  readonly #name: string;
  readonly #index: boolean;

  constructor(name: string, parent?: Path, index = false) {
    this.#name = name;
    this.#parent = parent;
    this.#index = index;
  }

  child(name: string, ...more: readonly string[]): Path {
    let path = new Path(name, this);
    for (const next of more) path = new Path(next, path);
    return path;
  }

  index(index: number): Path {
    return new Path(String(index), this, true);
  }

  key(key: string): Path {
    return new Path(key, this, true);
  }

  /** `spec.containers[0].ports[0].name`, `metadata.labels[app]`. */
  toString(): string {
    const own = this.#index ? `[${this.#name}]` : this.#name;
    if (this.#parent === undefined) return own;
    return this.#index ? this.#parent.toString() + own : `${this.#parent.toString()}.${own}`;
  }
}

export function newPath(name: string, ...more: readonly string[]): Path {
  let path = new Path(name);
  for (const next of more) path = path.child(next);
  return path;
}

const BODY = {
  FieldValueNotFound: 'Not found',
  FieldValueRequired: 'Required value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  InternalError: 'Internal error',
  FieldValueTypeInvalid: 'Invalid value',
} as const;

export type ErrorType = keyof typeof BODY;

/** Stands for a value that the text must not show. */
export const OMIT_VALUE = Symbol('omit value');

/** One thing wrong with one field. Not an exception: validation collects them. */
export class FieldError {
  readonly type: ErrorType;
  readonly field: string;
  readonly badValue: unknown;
  readonly detail: string;

  constructor(type: ErrorType, path: Path | undefined, badValue: unknown, detail: string) {
    this.type = type;
    this.field = path === undefined ? '<nil>' : path.toString();
    this.badValue = badValue;
    this.detail = detail;
  }

  /** The text without the field's name. */
  body(): string {
    const text = this.#bodyWithoutDetail();
    return this.detail === '' ? text : `${text}: ${this.detail}`;
  }

  #bodyWithoutDetail(): string {
    const word = BODY[this.type];
    switch (this.type) {
      case 'FieldValueRequired':
      case 'FieldValueForbidden':
      case 'FieldValueTooLong':
      case 'InternalError':
        return word;
      default:
        return this.badValue === OMIT_VALUE ? word : `${word}: ${printValue(this.badValue)}`;
    }
  }

  /** The whole text: `spec.replicas: Invalid value: -1: must be greater than or equal to 0`. */
  error(): string {
    return `${this.field}: ${this.body()}`;
  }

  toString(): string {
    return this.error();
  }
}

function printValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return goQuote(value);
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      // A nil pointer has always printed as a quoted word.
      return value === null || value === undefined ? '"null"' : goJSON(value);
  }
}

export type ErrorList = FieldError[];

export function notFound(path: Path | undefined, value: unknown): FieldError {
  return new FieldError('FieldValueNotFound', path, value, '');
}

export function required(path: Path | undefined, detail = ''): FieldError {
  return new FieldError('FieldValueRequired', path, '', detail);
}

export function duplicate(path: Path | undefined, value: unknown): FieldError {
  return new FieldError('FieldValueDuplicate', path, value, '');
}

export function invalid(path: Path | undefined, value: unknown, detail: string): FieldError {
  return new FieldError('FieldValueInvalid', path, value, detail);
}

export function typeInvalid(path: Path | undefined, value: unknown, detail: string): FieldError {
  return new FieldError('FieldValueTypeInvalid', path, value, detail);
}

/** The supported values print in the order given; upstream's callers sort theirs. */
export function notSupported(path: Path | undefined, value: unknown, supported: readonly string[]): FieldError {
  const detail = supported.length === 0 ? '' : `supported values: ${supported.map(goQuote).join(', ')}`;
  return new FieldError('FieldValueNotSupported', path, value, detail);
}

export function forbidden(path: Path | undefined, detail: string): FieldError {
  return new FieldError('FieldValueForbidden', path, '', detail);
}

/** `maxLength` in bytes; a negative one is not mentioned. */
export function tooLong(path: Path | undefined, maxLength: number): FieldError {
  const detail = maxLength >= 0 ? `may not be more than ${maxLength} bytes` : 'value is too long';
  return new FieldError('FieldValueTooLong', path, '<value omitted>', detail);
}

export function tooMany(path: Path | undefined, actual: number, max: number): FieldError {
  const detail = max >= 0 ? `must have at most ${max} items` : 'too many items';
  return new FieldError('FieldValueTooMany', path, actual >= 0 ? actual : OMIT_VALUE, detail);
}

export function internalError(path: Path | undefined, message: string): FieldError {
  return new FieldError('InternalError', path, undefined, message);
}

/** ErrorList.ToAggregate().Error(): one text alone, several as `[a, b]`, the same text once, none as undefined. */
export function aggregate(errors: readonly FieldError[]): string | undefined {
  if (errors.length === 0) return undefined;
  return aggregateTexts(errors.map((error) => error.error()));
}

/** pkg/util/errors' Aggregate.Error(). */
export function aggregateTexts(texts: readonly string[]): string {
  const unique = [...new Set(texts)];
  return unique.length === 1 ? (unique[0] ?? '') : `[${unique.join(', ')}]`;
}
