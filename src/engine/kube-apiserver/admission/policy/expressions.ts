import { CelOpaque, type Cel, type CelError, type CelProgram, type CelValue } from '../../../apimachinery/index.ts';
import type { Attributes, World } from '../plugin.ts';

/** What every expression of a policy may name. apiserver/pkg/admission/plugin/cel/compile.go */
const VARIABLES = ['object', 'oldObject', 'request', 'params', 'namespaceObject', 'variables'];

export type Values = Readonly<Record<string, unknown>>;
export type Variable = { readonly name: string; readonly expression: string };

/** The expressions of one policy, each read once. */
export class Expressions {
  readonly #cel: Cel;
  readonly #variables: ReadonlyMap<string, string>;
  readonly #programs = new Map<string, CelProgram | CelError>();

  constructor(cel: Cel, variables: readonly Variable[]) {
    this.#cel = cel;
    this.#variables = new Map(variables.map(({ name, expression }) => [name, expression]));
  }

  #program(expression: string): CelProgram | CelError {
    let program = this.#programs.get(expression);
    if (program === undefined) {
      program = this.#cel.compile(expression, VARIABLES);
      this.#programs.set(expression, program);
    }
    return program;
  }

  /** Evaluates an expression, and before it the policy's variables that it names, each once for a request. */
  evaluate(expression: string, values: Values, known: Map<string, CelValue | CelError>): CelValue | CelError {
    const program = this.#program(expression);
    if (!program.ok) return { ok: false, message: `compilation error: compilation failed: ${program.message}` };
    const variables: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const name of variablesOf(program)) {
      const answer = this.#variable(name, values, known);
      if (answer?.ok === true) variables[name] = new CelOpaque(answer.raw);
    }
    const answer = program.evaluate({ ...values, variables });
    if (answer.ok || answer.exhausted === true) return answer;
    return {
      ok: false,
      message: `expression '${expression}' resulted in error: ${this.#explain(answer.message, known)}`,
    };
  }

  #variable(name: string, values: Values, known: Map<string, CelValue | CelError>): CelValue | CelError | undefined {
    const expression = this.#variables.get(name);
    if (expression === undefined) return undefined;
    let answer = known.get(name);
    if (answer === undefined) {
      // A variable that names itself has no value while it is being worked out.
      known.set(name, { ok: false, message: `no such key: ${name}` });
      answer = this.evaluate(expression, values, known);
      known.set(name, answer);
    }
    return answer;
  }

  /** A variable without a value is missed under its name; what is told is why it has none. */
  #explain(message: string, known: ReadonlyMap<string, CelValue | CelError>): string {
    const name = /^no such key: (\w+)$/.exec(message)?.[1];
    const failed = name === undefined ? undefined : known.get(name);
    if (failed === undefined || failed.ok) return message;
    return `composited variable "${name}" fails to evaluate: ${failed.message}`;
  }
}

function variablesOf(program: CelProgram): Set<string> {
  const names = new Set<string>();
  for (const [variable, [name]] of program.references) if (variable === 'variables' && name) names.add(name);
  return names;
}

const compiled = new WeakMap<object, Expressions>();

/** `owner`: what the expressions stand in, a policy's spec or a webhook; a webhook has no variables. */
export function expressionsOf(owner: object, cel: Cel, variables: readonly Variable[] = []): Expressions {
  let found = compiled.get(owner);
  if (found === undefined) {
    found = new Expressions(cel, variables);
    compiled.set(owner, found);
  }
  return found;
}

export interface MatchCondition {
  readonly name: string;
  readonly expression: string;
}

/**
 * Whether all conditions are true. One that is false settles it, whatever is wrong with the others; if none is, what went
 * wrong is answered. admission/plugin/webhook/matchconditions/matcher.go
 */
export function matchConditions(
  conditions: readonly MatchCondition[],
  expressions: Expressions,
  values: Values,
  known: Map<string, CelValue | CelError>,
): boolean | CelError {
  const failures: string[] = [];
  for (const { expression } of conditions) {
    const answer = expressions.evaluate(expression, values, known);
    if (answer.ok && answer.value === false) return false;
    if (!answer.ok) failures.push(answer.message);
  }
  const [first] = failures;
  if (first === undefined) return true;
  return { ok: false, message: failures.length === 1 ? first : `[${[...new Set(failures)].join(', ')}]` };
}

/** What the names stand for in one request. */
export function valuesOf(attributes: Attributes, world: World): Values {
  const { kind, namespace, object, oldObject } = attributes;
  const inNamespace = kind.namespaced && namespace !== undefined && namespace !== '';
  const found = inNamespace ? world.get('', 'namespaces', undefined, namespace) : undefined;
  return {
    object: object ?? null,
    oldObject: oldObject ?? null,
    request: requestOf(attributes),
    params: null,
    namespaceObject: found ?? null,
  };
}

/** admission.k8s.io/v1 AdmissionRequest without its objects. */
function requestOf({
  kind,
  subresource = '',
  namespace = '',
  name,
  operation,
  user,
  dryRun,
  object,
}: Attributes): object {
  const { group, version, resource } = kind;
  const gvk = { group, version, kind: operation === 'CONNECT' ? (object?.kind ?? '') : kind.kind };
  const gvr = { group, version, resource };
  return {
    kind: gvk,
    resource: gvr,
    subResource: subresource,
    requestKind: gvk,
    requestResource: gvr,
    requestSubResource: subresource,
    name,
    namespace,
    operation,
    userInfo: { username: user.name, uid: user.uid ?? '', groups: user.groups, extra: {} },
    dryRun,
    options: {},
  };
}
