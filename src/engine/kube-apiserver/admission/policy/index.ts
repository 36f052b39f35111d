/**
 * ValidatingAdmissionPolicy: requests judged by expressions in the API server itself. A policy says what must hold, a binding
 * where it holds and what comes of a violation. apiserver/pkg/admission/plugin/policy/validating
 *
 * Different from the real thing: `authorizer` is not there; audit annotations are worked out by nobody, as there is no
 * audit event that they could go to; expressions are not checked against the types of what they are about.
 */
import type { ValidatingAdmissionPolicy } from '../../../api/validatingadmissionpolicy/types.ts';
import type { ValidatingAdmissionPolicyBinding } from '../../../api/validatingadmissionpolicybinding/types.ts';
import {
  newForbidden,
  StatusError,
  type CelError,
  type CelValue,
  type StatusReason,
} from '../../../apimachinery/index.ts';
import type { Attributes, Plugin, World } from '../plugin.ts';
import {
  expressionsOf,
  matchConditions,
  valuesOf,
  type Expressions,
  type Values,
  type Variable,
} from './expressions.ts';
import type { MatchResources, ParamKind, ParamRef } from '../../../api/admission-policies.ts';
import { matches, NoParams, paramsOf } from './matching.ts';

const GROUP = 'admissionregistration.k8s.io';

/** Something that a policy has against a request. */
interface Denial {
  readonly message: string;
  readonly reason: StatusReason;
}

export const validatingAdmissionPolicy: Plugin = {
  name: 'ValidatingAdmissionPolicy',
  // Nobody may lock themselves out of the objects by which policies are switched off.
  handles: ({ kind }) => kind.group !== GROUP,
  validate: (attributes, world) => {
    if (world.cel === undefined) return;
    const policies = world.list(GROUP, 'validatingadmissionpolicies', undefined);
    if (policies.length === 0) return;
    const bindings = world.list(GROUP, 'validatingadmissionpolicybindings', undefined);
    for (const policy of policies as readonly ValidatingAdmissionPolicy[]) {
      const { matchConstraints } = policy.spec;
      if (matchConstraints === undefined || !matches(matchConstraints as MatchResources, attributes, world)) continue;
      for (const binding of bindings as readonly ValidatingAdmissionPolicyBinding[]) {
        if (binding.spec.policyName === policy.metadata.name) judge(policy, binding, attributes, world);
      }
    }
  },
};

function judge(
  policy: ValidatingAdmissionPolicy,
  binding: ValidatingAdmissionPolicyBinding,
  attributes: Attributes,
  world: World,
): void {
  const { matchResources, paramRef, validationActions = [] } = binding.spec;
  if (matchResources !== undefined && !matches(matchResources as MatchResources, attributes, world)) return;
  const who = `ValidatingAdmissionPolicy '${policy.metadata.name}' with binding '${binding.metadata.name}'`;
  for (const { message, reason } of denials(policy, paramRef as ParamRef | undefined, attributes, world)) {
    if (validationActions.includes('Warn')) attributes.warnings.push(`Validation failed for ${who}: ${message}`);
    if (!validationActions.includes('Deny')) continue;
    throw refusal(attributes, `${who} denied request: ${message}`, reason);
  }
}

/** What a policy has against the request, with each of its parameters. */
function denials(
  policy: ValidatingAdmissionPolicy,
  paramRef: ParamRef | undefined,
  attributes: Attributes,
  world: World,
): readonly Denial[] {
  const fails = policy.spec.failurePolicy !== 'Ignore';
  const values = valuesOf(attributes, world);
  try {
    const params = paramsOf(policy.spec.paramKind as ParamKind | undefined, paramRef, attributes, world);
    const expressions = expressionsOf(
      policy.spec,
      world.cel!,
      policy.spec.variables as readonly Variable[] | undefined,
    );
    return params.flatMap((one) => evaluate(policy, expressions, { ...values, params: one ?? null }, fails));
  } catch (error) {
    if (!(error instanceof NoParams)) throw error;
    return fails ? [{ message: `failed to configure binding: ${error.message}`, reason: 'Invalid' }] : [];
  }
}

const OUT_OF_BUDGET = 'validation failed due to running out of cost budget, no further validation rules will be run';

/** policy/validating/validator.go */
function evaluate(
  { spec }: ValidatingAdmissionPolicy,
  expressions: Expressions,
  values: Values,
  fails: boolean,
): readonly Denial[] {
  const known = new Map<string, CelValue | CelError>();
  const failed = (message: string): readonly Denial[] => (fails ? [{ message, reason: 'Invalid' }] : []);
  const concerned = matchConditions(spec.matchConditions ?? [], expressions, values, known);
  if (concerned === false) return [];
  if (concerned !== true) return failed(concerned.message);
  const found: Denial[] = [];
  for (const validation of spec.validations ?? []) {
    const answer = expressions.evaluate(validation.expression, values, known);
    if (!answer.ok) {
      found.push(...failed(answer.exhausted === true ? OUT_OF_BUDGET : answer.message));
      if (answer.exhausted === true) return found;
    } else if (answer.value !== true) {
      const reason = (validation.reason ?? 'Invalid') as StatusReason;
      const { messageExpression = '' } = validation;
      const said = messageExpression === '' ? undefined : expressions.evaluate(messageExpression, values, known);
      found.push({ message: textOf(said) ?? messageOf(validation), reason });
    }
  }
  return found;
}

const MAX_MESSAGE = 5 * 1024;

function textOf(answer: CelValue | CelError | undefined): string | undefined {
  if (answer?.ok !== true || typeof answer.value !== 'string') return undefined;
  const text = answer.value.trim();
  return text === '' || text.length > MAX_MESSAGE || text.includes('\n') ? undefined : text;
}

function messageOf({ message = '', expression }: { readonly message?: string; readonly expression: string }): string {
  return message.trim() === '' ? `failed expression: ${expression.trim()}` : message.trim();
}

const CODES: Readonly<Record<string, number>> = {
  Forbidden: 403,
  Unauthorized: 401,
  RequestEntityTooLarge: 413,
};

/** policy/validating/policy_decision.go, dispatcher.go */
function refusal({ kind, name }: Attributes, message: string, reason: StatusReason): StatusError {
  const { status } = newForbidden(kind, name, message);
  const causes = [...(status.details?.causes ?? []), { message }];
  return new StatusError({
    ...status,
    reason,
    code: CODES[reason] ?? 422,
    details: { ...status.details, causes },
  });
}
