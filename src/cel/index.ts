/**
 * The Common Expression Language for the engine: rules in CustomResourceDefinitions, admission policies, match conditions.
 * The engine has no run-time dependency and only knows the port (`engine/apimachinery/cel.ts`); the reader and evaluator
 * are `@marcbachmann/cel-js`, to which this room adds Kubernetes' own functions, a bound on the work, and cel-go's texts.
 * Regular expressions, also those in the schemas of custom resources, are read and searched by `re2js`, which is Go's RE2.
 *
 * It promises that the same expression over the same values gives the same answer everywhere, and that none runs on without
 * end: every node that is evaluated counts, and so does what is joined together or searched. No pattern, and no text, can
 * make a search of a regular expression take more than time in proportion to the text.
 *
 * Different from the real thing: cost is counted in evaluated nodes and not estimated before (`estimated rule cost exceeds
 * budget` is never said); types of fields are known from the schema by the fields alone; macros of two variables,
 * `authorizer`, CEL's `semver`, `sets`, `math` and named formats are not there; timestamps are read to the millisecond.
 */
import { Environment } from '@marcbachmann/cel-js';
import { celErrorAt, type Cel, type CelError, type CelProgram, type CelValue } from '../engine/apimachinery/index.ts';
import { Budget, exhausted } from './budget.ts';
import { compileError, evaluationText } from './errors.ts';
import { registerFormat } from './functions/format.ts';
import { registerLists } from './functions/lists.ts';
import { registerNetwork } from './functions/network.ts';
import { registerQuantity } from './functions/quantity.ts';
import { registerRegex } from './functions/regex.ts';
import { registerStrings } from './functions/strings.ts';
import { registerURL } from './functions/url.ts';
import { readPatterns } from './patterns.ts';
import { referencesOf } from './references.ts';
import { compileRegexp } from './regexp.ts';
import { fromCel, toCel } from './values.ts';

/** Expressions longer than this are not read at all. */
const MAX_NODES = 20_000;

export function createCel(): Cel {
  const base = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: { maxAstNodes: MAX_NODES, maxDepth: 100, maxListElements: 1000, maxMapEntries: 1000, maxCallArguments: 32 },
  });
  for (const register of [
    registerLists,
    registerStrings,
    registerQuantity,
    registerURL,
    registerNetwork,
    registerFormat,
  ]) {
    register(base);
  }
  const running: Running = { budget: undefined };
  registerRegex(base, (cost) => running.budget?.spend(cost));
  const environments = new Map<string, Environment>();
  const environmentOf = (variables: readonly string[]): Environment => {
    const key = variables.join();
    let environment = environments.get(key);
    if (environment === undefined) {
      environment = base.clone();
      for (const variable of variables) environment.registerVariable(variable, 'dyn');
      environments.set(key, environment);
    }
    return environment;
  };
  return {
    compile: (expression, variables) => compile(environmentOf(variables), expression, running),
    compileRegexp,
  };
}

/** The budget of the evaluation that is under way: functions are the same for all of them. */
interface Running {
  budget: Budget | undefined;
}

function compile(environment: Environment, expression: string, running: Running): CelProgram | CelError {
  let parsed: ReturnType<Environment['parse']>;
  try {
    parsed = environment.parse(expression);
  } catch (error) {
    return { ok: false, message: compileError(error, expression, true) };
  }
  const badPattern = readPatterns(parsed.ast);
  const checked = parsed.check();
  if (!checked.valid) return { ok: false, message: compileError(checked.error, expression, false) };
  if (badPattern !== undefined) {
    return { ok: false, message: celErrorAt('invalid matches argument', expression, badPattern) };
  }
  const budget = new Budget();
  budget.watch(parsed.ast);
  const references = referencesOf(parsed.ast);
  const used = new Set(references.map(([root]) => root));
  return {
    ok: true,
    type: checked.type ?? 'dyn',
    references,
    uses: (variable) => used.has(variable),
    evaluate: (values) => {
      running.budget = budget;
      return run(parsed, budget, values);
    },
  };
}

function run(
  parsed: ReturnType<Environment['parse']>,
  budget: Budget,
  values: Readonly<Record<string, unknown>>,
): CelValue | CelError {
  const context: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(values)) context[name] = toCel(values[name]);
  budget.renew();
  try {
    const value: unknown = parsed(context);
    if (budget.isSpent) return exhausted();
    return { ok: true, value: fromCel(value), raw: value };
  } catch (error) {
    if (budget.isSpent) return exhausted();
    return { ok: false, message: evaluationText(error) };
  }
}
