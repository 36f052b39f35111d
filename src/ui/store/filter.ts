/**
 * What a person looks for, as text, and whether something is it. Terms stand beside each other, and all must hold:
 *
 *   web                  the name, or the kind, has these letters in it
 *   kind:pod             of this kind; `ns:`, `status:`, `node:`, `owner:`, `zone:` likewise, by beginning; `a,b` either of them
 *   ns:=shop             exactly this
 *   app=web  app!=web    a label, as kubectl's -l has it; `app=` an empty one, `label:app` any value at all
 *   -status:running      not so
 *
 * Letters' case does not matter, except in labels.
 */
export const FIELDS = ['kind', 'ns', 'status', 'node', 'owner', 'zone', 'label'] as const;
export type Field = (typeof FIELDS)[number];

export type Term =
  | { readonly type: 'text'; readonly value: string; readonly not: boolean }
  | { readonly type: 'field'; readonly field: Field; readonly values: readonly string[]; readonly not: boolean }
  | { readonly type: 'label'; readonly key: string; readonly value: string; readonly not: boolean };

/** What can be asked of a thing. Whoever makes them may work out each only when it is asked for. */
export interface Facts {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The words a person would call its state by, `Running`. */
  readonly status: string;
  /** The node it is on, or is. */
  readonly node: string;
  /** Who controls it. */
  readonly owner: string;
  readonly zone: string;
}

export interface Filter {
  readonly text: string;
  readonly terms: readonly Term[];
}

export const NO_FILTER: Filter = { text: '', terms: [] };

const ALIASES: Readonly<Record<string, Field>> = {
  namespace: 'ns',
  n: 'ns',
  state: 'status',
  l: 'label',
  type: 'kind',
};

export function parseFilter(text: string): Filter {
  const terms = text
    .split(/\s+/)
    .map(parseTerm)
    .filter((term) => term !== undefined);
  return terms.length === 0 ? { ...NO_FILTER, text } : { text, terms };
}

function parseTerm(word: string): Term | undefined {
  const not = word.startsWith('-') && word.length > 1;
  const bare = not ? word.slice(1) : word;
  if (bare === '') return undefined;
  const [, head = '', rest = ''] = /^([a-z]+):(.*)$/i.exec(bare) ?? [];
  const lower = head.toLowerCase();
  const field = isField(lower) ? lower : ALIASES[lower];
  if (field) return fieldTerm(field, rest, not);
  const label = /^([A-Za-z0-9][\w./-]*)(!?=)=?(.*)$/.exec(bare);
  if (label) return { type: 'label', key: label[1]!, value: label[3]!, not: not !== (label[2] === '!=') };
  return { type: 'text', value: bare.toLowerCase(), not };
}

/** A field without a value is still being typed: it asks for nothing yet. */
function fieldTerm(field: Field, rest: string, not: boolean): Term | undefined {
  const values = rest
    .split(',')
    .map((value) => (field === 'label' ? value : value.toLowerCase()))
    .filter((value) => value !== '' && value !== '=');
  return values.length === 0 ? undefined : { type: 'field', field, values, not };
}

function isField(word: string): word is Field {
  return (FIELDS as readonly string[]).includes(word);
}

export function matches({ terms }: Filter, facts: Facts): boolean {
  return terms.every((term) => holds(term, facts) !== term.not);
}

function holds(term: Term, facts: Facts): boolean {
  if (term.type === 'label') return facts.labels[term.key] === term.value;
  if (term.type === 'text')
    return facts.name.toLowerCase().includes(term.value) || facts.kind.toLowerCase().includes(term.value);
  if (term.field === 'label') return term.values.some((key) => facts.labels[key] !== undefined);
  const said = (term.field === 'ns' ? facts.namespace : facts[term.field]).toLowerCase();
  // A state goes by several names: `NotReady,SchedulingDisabled`, `Running ready`.
  const words = term.field === 'status' ? said.split(/[ ,]/) : [said];
  return term.values.some((value) =>
    words.some((word) => (value.startsWith('=') ? word === value.slice(1) : word.startsWith(value))),
  );
}

/** The same filter with a term added, or without it when it is there: what a click on a legend does. */
export function toggled({ text }: Filter, term: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const rest = words.filter((word) => word !== term);
  return (rest.length < words.length ? rest : [...words, term]).join(' ');
}
