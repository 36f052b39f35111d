import { compareStrings, sortedKeys } from './compare.ts';
import { invalid } from './field.ts';
import { goQuote } from './go-text.ts';
import { byKey, everything, LabelSelector, newRequirement, nothing } from './labels.ts';
import type { LabelSet, Requirement, SelectionOperator } from './labels.ts';
import { isQualifiedName } from './names-validation.ts';
import { ParseError } from './parse-error.ts';

interface Token {
  readonly kind:
    'end' | 'identifier' | 'error' | ')' | ',' | '!' | '==' | '=' | '>' | 'in' | '<' | '!=' | 'notin' | '(';
  readonly literal: string;
}

type Kind = Token['kind'];

const SYMBOLS: ReadonlySet<string> = new Set([')', ',', '!', '==', '=', '>', '<', '!=', '(']);
const SPECIAL = '=!(),><';
const SPACE = ' \t\r\n';

/** A run of special characters is cut at the longest prefix that is a token. pkg/labels/selector.go scanSpecialSymbol */
function scanSymbol(text: string, from: number): { token: Token; next: number } {
  let pos = from;
  let buffer = '';
  let last = '';
  while (pos < text.length && SPECIAL.includes(text.charAt(pos))) {
    const longer = buffer + text.charAt(pos);
    if (SYMBOLS.has(longer)) last = longer;
    else if (last !== '') break;
    buffer = longer;
    pos++;
  }
  if (last === '') return { token: { kind: 'error', literal: `error expected: keyword found '${buffer}'` }, next: pos };
  return { token: { kind: last as Kind, literal: last }, next: pos };
}

function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let pos = 0;
  for (;;) {
    while (pos < text.length && SPACE.includes(text.charAt(pos))) pos++;
    if (pos >= text.length) {
      tokens.push({ kind: 'end', literal: '' });
      return tokens;
    }
    if (SPECIAL.includes(text.charAt(pos))) {
      const { token, next } = scanSymbol(text, pos);
      tokens.push(token);
      pos = next;
      continue;
    }
    const start = pos;
    while (pos < text.length && !SPECIAL.includes(text.charAt(pos)) && !SPACE.includes(text.charAt(pos))) pos++;
    const literal = text.slice(start, pos);
    tokens.push({ kind: literal === 'in' || literal === 'notin' ? literal : 'identifier', literal });
  }
}

const OPERATORS: Partial<Readonly<Record<Kind, SelectionOperator>>> = {
  in: 'in',
  notin: 'notin',
  '=': '=',
  '==': '==',
  '!=': '!=',
  '>': 'gt',
  '<': 'lt',
};

/** Recursive descent over the tokens; error texts are upstream's, its irregular commas included. */
class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(text: string) {
    this.#tokens = scan(text);
  }

  #peek(): Token {
    const token = this.#tokens[this.#position] ?? { kind: 'end', literal: '' };
    // `in` and `notin` are ordinary words wherever an operator is not due.
    return token.kind === 'in' || token.kind === 'notin' ? { kind: 'identifier', literal: token.literal } : token;
  }

  #take(): Token {
    const token = this.#peek();
    this.#position++;
    return token;
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = [];
    for (;;) {
      const { kind, literal } = this.#peek();
      if (kind === 'end') return requirements;
      if (kind !== 'identifier' && kind !== '!') {
        throw new ParseError(`found '${literal}', expected: !, identifier, or 'end of string'`);
      }
      requirements.push(this.#requirementOrExplain());
      const next = this.#take();
      if (next.kind === 'end') return requirements;
      if (next.kind !== ',') throw new ParseError(`found '${next.literal}', expected: ',' or 'end of string'`);
      const after = this.#peek();
      if (after.kind !== 'identifier' && after.kind !== '!') {
        throw new ParseError(`found '${after.literal}', expected: identifier after ','`);
      }
    }
  }

  #requirementOrExplain(): Requirement {
    try {
      return this.#requirement();
    } catch (error) {
      if (error instanceof ParseError) throw new ParseError(`unable to parse requirement: ${error.message}`);
      throw error;
    }
  }

  #requirement(): Requirement {
    let token = this.#take();
    const negated = token.kind === '!';
    if (negated) token = this.#take();
    if (token.kind !== 'identifier') throw new ParseError(`found '${token.literal}', expected: identifier`);
    const key = token.literal;
    const messages = isQualifiedName(key);
    if (messages.length > 0) throw new ParseError(invalid(undefined, key, messages.join('; ')).error());
    const next = this.#peek().kind;
    if (negated) return newRequirement(key, '!', []);
    if (next === 'end' || next === ',') return newRequirement(key, 'exists', []);
    const operator = this.#operator();
    const values = operator === 'in' || operator === 'notin' ? this.#values() : [this.#exactValue()];
    return newRequirement(key, operator, values);
  }

  #operator(): SelectionOperator {
    const token = this.#tokens[this.#position++] ?? { kind: 'end', literal: '' };
    const operator = OPERATORS[token.kind];
    if (operator !== undefined) return operator;
    throw new ParseError(`found '${token.literal}', expected: in, notin, =, ==, !=, gt, lt`);
  }

  #values(): readonly string[] {
    const open = this.#take();
    if (open.kind !== '(') throw new ParseError(`found '${open.literal}' expected: '('`);
    const first = this.#peek();
    if (first.kind === ')') {
      this.#take();
      return [''];
    }
    if (first.kind !== 'identifier' && first.kind !== ',') {
      throw new ParseError(`found '${first.literal}', expected: ',', ')' or identifier`);
    }
    const values = this.#identifiers();
    if (this.#take().kind !== ')') throw new ParseError(`found '${first.literal}', expected: ')'`);
    return [...values].sort(compareStrings);
  }

  #identifiers(): Set<string> {
    const values = new Set<string>();
    for (;;) {
      const { kind, literal } = this.#take();
      const next = this.#peek();
      if (kind === 'identifier') {
        values.add(literal);
        if (next.kind === ')') return values;
        if (next.kind !== ',') throw new ParseError(`found '${next.literal}', expected: ',' or ')'`);
      } else if (kind === ',') {
        // A comma with nothing beside it stands for the empty string.
        if (values.size === 0 || next.kind === ')' || next.kind === ',') values.add('');
        if (next.kind === ')') return values;
      } else {
        throw new ParseError(`found '${literal}', expected: ',', or identifier`);
      }
    }
  }

  #exactValue(): string {
    const next = this.#peek().kind;
    if (next === 'end' || next === ',') return '';
    const { kind, literal } = this.#take();
    if (kind !== 'identifier') throw new ParseError(`found '${literal}', expected: identifier`);
    return literal;
  }
}

/** labels.Parse: `a=b,c!=d,e in (x,y),!f,g>1`. Throws ParseError with upstream's text. */
export function parseLabelSelector(text: string): LabelSelector {
  const requirements = new Parser(text).parse();
  return requirements.length === 0 ? everything() : new LabelSelector(byKey(requirements));
}

/** metav1.LabelSelector, as it stands in a spec. */
export interface WireLabelSelector {
  readonly matchLabels?: LabelSet;
  readonly matchExpressions?: readonly WireLabelSelectorRequirement[];
}

export interface WireLabelSelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

const WIRE_OPERATORS: ReadonlyMap<string, SelectionOperator> = new Map([
  ['In', 'in'],
  ['NotIn', 'notin'],
  ['Exists', 'exists'],
  ['DoesNotExist', '!'],
]);

/** Stored objects are immutable, so what was compiled once for a selector object holds for as long as it lives. */
const compiled = new WeakMap<WireLabelSelector, LabelSelector>();

/** metav1.LabelSelectorAsSelector: absent selects nothing, empty selects everything. Throws ParseError. */
export function labelSelectorAsSelector(selector: WireLabelSelector | undefined | null): LabelSelector {
  if (selector === undefined || selector === null) return nothing();
  const known = compiled.get(selector);
  if (known !== undefined) return known;
  const requirements = sortedKeys(selector.matchLabels).map((key) =>
    newRequirement(key, '=', [selector.matchLabels?.[key] ?? '']),
  );
  for (const expression of selector.matchExpressions ?? []) {
    const operator = WIRE_OPERATORS.get(expression.operator);
    if (operator === undefined) {
      throw new ParseError(`${goQuote(expression.operator)} is not a valid label selector operator`);
    }
    requirements.push(newRequirement(expression.key, operator, expression.values ?? []));
  }
  const made = requirements.length === 0 ? everything() : new LabelSelector(byKey(requirements));
  compiled.set(selector, made);
  return made;
}

/** metav1.FormatLabelSelector. */
export function formatLabelSelector(selector: WireLabelSelector | undefined): string {
  try {
    const text = labelSelectorAsSelector(selector).toString();
    return text === '' ? '<none>' : text;
  } catch (error) {
    if (error instanceof ParseError) return '<error>';
    throw error;
  }
}
