import { celErrorAt, field, type Cel, type CelProgram, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { escapedName } from '../customresource/cel-values.ts';
import type { Structural } from '../customresource/structural.ts';
import type { JSONSchemaProps, ValidationRule } from './types.ts';
import { fieldAt } from './validation-version.ts';

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];
const LINE_BREAK = /[\n\r]/;

/** The words around a rule: the part of ValidateCustomResourceDefinitionOpenAPISchema that needs no CEL. */
export function checkRuleTexts(errors: ErrorList, schema: JSONSchemaProps, path: Path): void {
  schema['x-kubernetes-validations']?.forEach((rule, i) => {
    const at = path.child('x-kubernetes-validations').index(i);
    const { message = '', messageExpression = '', reason, fieldPath = '' } = rule;
    const text = (rule.rule ?? '').trim();
    const trimmed = message.trim();
    if (text === '') errors.push(field.required(at.child('rule'), 'rule is not specified'));
    else if (message !== '' && trimmed === '') {
      errors.push(field.invalid(at.child('message'), message, 'message must be non-empty if specified'));
    } else if (LINE_BREAK.test(trimmed)) {
      errors.push(field.invalid(at.child('message'), message, 'message must not contain line breaks'));
    } else if (LINE_BREAK.test(text) && trimmed === '') {
      errors.push(field.required(at.child('message'), 'message must be specified if rule contains line breaks'));
    }
    if (messageExpression !== '' && messageExpression.trim() === '') {
      const why = 'messageExpression must be non-empty if specified';
      errors.push(field.required(at.child('messageExpression'), why));
    }
    if (reason !== undefined && !REASONS.includes(reason)) {
      errors.push(field.notSupported(at.child('reason'), reason, REASONS));
    }
    if (fieldPath !== '') checkFieldPath(errors, schema, fieldPath, at.child('fieldPath'));
  });
}

function checkFieldPath(errors: ErrorList, schema: JSONSchemaProps, fieldPath: string, at: Path): void {
  const reject = (why: string): number => errors.push(field.invalid(at, fieldPath, why));
  if (fieldPath.trim() === '') reject('fieldPath must be non-empty if specified');
  if (LINE_BREAK.test(fieldPath)) reject('fieldPath must not contain line breaks');
  if (typeof fieldAt(schema, fieldPath) === 'string') reject('fieldPath must be a valid path');
}

/** The rules themselves: whether they can be read, and whether what they compare can be found. */
export function checkRules(errors: ErrorList, structural: Structural, path: Path, cel: Cel): void {
  new RuleChecker(errors, cel).check(structural, path, undefined, true);
}

const VARIABLES = ['self', 'oldSelf'];

class RuleChecker {
  readonly #errors: ErrorList;
  readonly #cel: Cel;

  constructor(errors: ErrorList, cel: Cel) {
    this.#errors = errors;
    this.#cel = cel;
  }

  /** `uncorrelated`: the place above, if there is one, below which old and new cannot be told to be the same. */
  check(structural: Structural, path: Path, uncorrelated: Path | undefined, isRoot: boolean): void {
    if (!structural.hasRules) return;
    structural.rules.forEach((rule, i) => {
      this.#checkRule(rule, structural, path.child('x-kubernetes-validations').index(i), uncorrelated, isRoot);
    });
    const below = uncorrelated ?? (structural.mapType === 'atomic' ? path : undefined);
    for (const [name, property] of structural.properties) {
      this.check(property, path.child('properties').key(name), below, false);
    }
    if (typeof structural.additional === 'object') {
      this.check(structural.additional, path.child('additionalProperties'), uncorrelated, false);
    }
    const inList = uncorrelated ?? (structural.listType === 'map' ? undefined : path);
    if (structural.items) this.check(structural.items, path.child('items'), inList, false);
  }

  #checkRule(
    rule: ValidationRule,
    structural: Structural,
    at: Path,
    uncorrelated: Path | undefined,
    isRoot: boolean,
  ): void {
    const program = this.#compile(rule.rule, structural, isRoot);
    if (typeof program === 'string') {
      this.#errors.push(field.invalid(at.child('rule'), rule, program));
      return;
    }
    if (program.type !== 'bool' && program.type !== 'dyn') {
      this.#errors.push(field.invalid(at.child('rule'), rule, 'cel expression must evaluate to a bool'));
    }
    if (rule.messageExpression) this.#checkMessage(rule, structural, at, isRoot);
    if (program.uses('oldSelf')) {
      if (uncorrelated === undefined) return;
      const why = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelated.toString()}`;
      this.#errors.push(field.invalid(at.child('rule'), rule.rule, why));
    } else if (rule.optionalOldSelf !== undefined) {
      const why = 'may not be set if oldSelf is not used in rule';
      this.#errors.push(field.invalid(at.child('optionalOldSelf'), rule.optionalOldSelf, why));
    }
  }

  #checkMessage(rule: ValidationRule, structural: Structural, at: Path, isRoot: boolean): void {
    const program = this.#compile(rule.messageExpression ?? '', structural, isRoot);
    const place = at.child('messageExpression');
    if (typeof program === 'string') {
      const why = program.replace(/^compilation failed/, 'messageExpression compilation failed');
      this.#errors.push(field.invalid(place, rule, why));
    } else if (program.type !== 'string' && program.type !== 'dyn') {
      this.#errors.push(field.invalid(place, rule, 'messageExpression must evaluate to a string'));
    }
  }

  #compile(expression: string, structural: Structural, isRoot: boolean): CelProgram | string {
    const program = this.#cel.compile(expression, VARIABLES);
    if (!program.ok) return `compilation failed: ${program.message}`;
    for (const [variable, fields, at] of program.references) {
      const wrong = VARIABLES.includes(variable) ? undefinedField(structural, fields, isRoot) : undefined;
      if (wrong !== undefined) return `compilation failed: ${celErrorAt(`undefined field '${wrong}'`, expression, at)}`;
    }
    return program;
  }
}

const META = new Set(['name', 'generateName']);

/** The first of the fields that the schema does not have; undefined when all are known, or anything goes. */
function undefinedField(structural: Structural, fields: readonly string[], isRoot: boolean): string | undefined {
  let at = structural;
  for (const [i, name] of fields.entries()) {
    const isResource = (isRoot && i === 0) || at.embeddedResource;
    if (isResource && (name === 'apiVersion' || name === 'kind')) return undefined;
    if (isResource && name === 'metadata') {
      const below = fields[i + 1];
      return below === undefined || META.has(below) ? undefined : below;
    }
    if (at.type !== 'object') return undefined;
    let found: Structural | undefined;
    for (const [own, property] of at.properties) if (escapedName(own) === name) found = property;
    if (found === undefined) {
      // A map's keys, and what a schema leaves open, are not known before there is an object.
      const open = typeof at.additional === 'object' || at.additional || at.properties.size === 0;
      return open ? undefined : name;
    }
    at = found;
  }
  return undefined;
}
