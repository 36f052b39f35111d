import { celErrorAt, field, type Cel, type ErrorList, type Path } from '../apimachinery/index.ts';

/** What a CEL expression may speak of, and what it must come to. */
export interface ExpressionUse {
  readonly result: 'any' | 'bool' | 'string' | 'object' | 'jsonPatch' | 'stringOrNull';
  readonly params: boolean;
  readonly authorizer: boolean;
}

/**
 * The one place where admission kinds and device selectors check a CEL expression: it must be there. `missing` is what is
 * said when it is not.
 */
export function checkExpression(
  errors: ErrorList,
  path: Path,
  expression: string | undefined,
  _use: ExpressionUse,
  missing = '',
): void {
  if (expression === undefined || expression.trim() === '') errors.push(field.required(path, missing));
}

const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;
const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

export function isCELIdentifier(name: string): boolean {
  return IDENTIFIER.test(name) && !RESERVED.has(name);
}

/** What an expression must come to, in the words of the refusal. */
const RESULTS = { bool: 'must evaluate to bool', string: 'must evaluate to string', any: '' } as const;
export type Result = keyof typeof RESULTS;

/** Why an expression cannot be used; undefined when it can. `known` are the names that `variables` has. */
export function whyNotExpression(
  cel: Cel,
  expression: string,
  variables: readonly string[],
  known: ReadonlySet<string>,
  result: Result,
): string | undefined {
  const program = cel.compile(expression, variables);
  if (!program.ok) return `compilation failed: ${program.message}`;
  for (const [variable, [name], at] of program.references) {
    if (variable !== 'variables' || name === undefined || known.has(name)) continue;
    return `compilation failed: ${celErrorAt(`undefined field '${name}'`, expression, at)}`;
  }
  const fits = result === 'any' || program.type === 'dyn' || program.type === result;
  return fits ? undefined : RESULTS[result];
}
