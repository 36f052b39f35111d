import { compareStrings } from './compare.ts';
import { goQuote } from './go-text.ts';
import { ParseError } from './parse-error.ts';

/** Field selectors: `metadata.name=web,status.phase!=Running`. pkg/fields/selector.go */
export interface FieldRequirement {
  readonly field: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

/** Reads a field for matching; a field the object does not have reads as the empty string. */
export type FieldGetter = (field: string) => string;

/**
 * A kind's own idea of its fields (its field label conversion): answers the field and value to match, or throws ParseError,
 * as `field label not supported: spec.x`.
 */
export type FieldTransform = (field: string, value: string) => readonly [field: string, value: string];

export class FieldSelector {
  readonly requirements: readonly FieldRequirement[];

  constructor(requirements: readonly FieldRequirement[]) {
    this.requirements = requirements;
  }

  matches(get: FieldGetter): boolean {
    const { requirements } = this;
    for (let i = 0; i < requirements.length; i++) {
      const requirement = requirements[i] as FieldRequirement;
      if ((get(requirement.field) === requirement.value) !== (requirement.operator === '=')) return false;
    }
    return true;
  }

  matchesSet(set: Readonly<Record<string, string>>): boolean {
    return this.matches((field) => (Object.hasOwn(set, field) ? (set[field] ?? '') : ''));
  }

  empty(): boolean {
    return this.requirements.length === 0;
  }

  /** The one value the field must have, if the selector names it. */
  requiresExactMatch(field: string): string | undefined {
    return this.requirements.find((r) => r.field === field && r.operator === '=')?.value;
  }

  /** Runs every term through the kind's conversion; a term converted to nothing at all is dropped. */
  transform(fn: FieldTransform): FieldSelector {
    const converted: FieldRequirement[] = [];
    for (const { field, operator, value } of this.requirements) {
      const [newField, newValue] = fn(field, value);
      if (newField !== '' || newValue !== '') converted.push({ field: newField, operator, value: newValue });
    }
    return converted.length === 0 ? EVERYTHING : new FieldSelector(converted);
  }

  toString(): string {
    return this.requirements.map((r) => `${r.field}${r.operator}${escapeFieldValue(r.value)}`).join(',');
  }
}

const EVERYTHING = new FieldSelector([]);

export function everyField(): FieldSelector {
  return EVERYTHING;
}

/** fields.EscapeValue: backslash, comma and equals sign would otherwise end the value. */
export function escapeFieldValue(value: string): string {
  return value.replace(/[\\,=]/g, '\\$&');
}

/** fields.UnescapeValue. */
function unescapeFieldValue(value: string): string {
  let out = '';
  for (let i = 0; i < value.length; i++) {
    const character = value.charAt(i);
    if (character === '\\') {
      const next = value.charAt(++i);
      if (next !== '\\' && next !== ',' && next !== '=') {
        throw new ParseError(`invalid field selector: invalid escape sequence: \\${next}`);
      }
      out += next;
    } else if (character === ',' || character === '=') {
      throw new ParseError(`invalid field selector: unescaped character in value: ${character}`);
    } else {
      out += character;
    }
  }
  return out;
}

/** Cuts at commas that no backslash precedes. */
function splitTerms(selector: string): string[] {
  const terms: string[] = [];
  let start = 0;
  for (let i = 0; i < selector.length; i++) {
    const character = selector.charAt(i);
    if (character === '\\') {
      i++;
    } else if (character === ',') {
      terms.push(selector.slice(start, i));
      start = i + 1;
    }
  }
  terms.push(selector.slice(start));
  return terms;
}

function splitTerm(term: string): { field: string; operator: '=' | '!='; raw: string } | undefined {
  const match = /!=|==|=/.exec(term);
  if (match === null) return undefined;
  return {
    field: term.slice(0, match.index),
    operator: match[0] === '!=' ? '!=' : '=',
    raw: term.slice(match.index + match[0].length),
  };
}

/** fields.ParseSelector. Throws ParseError with upstream's text. */
export function parseFieldSelector(selector: string, transform?: FieldTransform): FieldSelector {
  const requirements: FieldRequirement[] = [];
  for (const term of splitTerms(selector).sort(compareStrings)) {
    if (term === '') continue;
    const parts = splitTerm(term);
    if (parts === undefined) throw new ParseError(`invalid selector: '${selector}'; can't understand '${term}'`);
    requirements.push({ field: parts.field, operator: parts.operator, value: unescapeFieldValue(parts.raw) });
  }
  const parsed = requirements.length === 0 ? EVERYTHING : new FieldSelector(requirements);
  return transform === undefined ? parsed : parsed.transform(transform);
}

export function oneTermEqualSelector(field: string, value: string): FieldSelector {
  return new FieldSelector([{ field, operator: '=', value }]);
}

/** The conversion of a kind that names its selectable fields, all of them: `metadata.name` too. pkg/apis/core/v1/conversion.go */
export function supportedFields(...supported: readonly string[]): FieldTransform {
  const known = new Set(supported);
  return (field, value) => {
    if (!known.has(field)) throw new ParseError(`field label not supported: ${field}`);
    return [field, value];
  };
}

/** DefaultMetaV1FieldSelectorConversion's own wording, for kinds without fields of their own. */
export const metaFieldsOnly: FieldTransform = (field, value) => {
  if (field === 'metadata.name' || field === 'metadata.namespace') return [field, value];
  throw new ParseError(`${goQuote(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`);
};
