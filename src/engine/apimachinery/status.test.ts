import { describe, expect, it } from 'vitest';
import {
  field,
  goQuote,
  isAlreadyExists,
  isConflict,
  isNotFound,
  newConflict,
  newForbidden,
  newGenericServerResponse,
  newInternalError,
  newInvalid,
  newMethodNotSupported,
  newNotFound,
  newPath,
  newTooManyRequests,
  suggestsClientDelay,
} from './index.ts';

const PODS = { group: '', resource: 'pods' };
const DEPLOYMENTS = { group: 'apps', resource: 'deployments' };

describe('a Status', () => {
  it('is Go’s JSON to the byte', () => {
    expect(JSON.stringify(newNotFound(PODS, 'x').status)).toBe(
      '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods \\"x\\" not found","reason":"NotFound","details":{"name":"x","kind":"pods"},"code":404}',
    );
    expect(JSON.stringify(newNotFound(DEPLOYMENTS, 'nope').status.details)).toBe(
      '{"name":"nope","group":"apps","kind":"deployments"}',
    );
  });

  it('says what Kubernetes says', () => {
    expect(newConflict(DEPLOYMENTS, 'web').message).toBe(
      'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
    );
    expect(newForbidden(PODS, '', 'no').message).toBe('pods is forbidden: no');
    expect(newForbidden(PODS, 'x', 'no').message).toBe('pods "x" is forbidden: no');
    expect(newForbidden({ group: '', resource: '' }, '', 'no').message).toBe('forbidden: no');
    expect(newMethodNotSupported(PODS, 'delete').message).toBe('delete is not supported on resources of kind "pods"');
    expect(newInternalError('boom').message).toBe('Internal error occurred: boom');
    expect(newGenericServerResponse({ code: 404, verb: 'GET' }).message).toBe(
      'the server could not find the requested resource',
    );
    expect(newGenericServerResponse({ code: 404, verb: 'GET', resource: PODS, name: 'x' }).message).toBe(
      'the server could not find the requested resource (get pods x)',
    );
  });

  it('lists what is invalid, each text once in the message and every cause in the details', () => {
    const spec = newPath('spec');
    const one = newInvalid({ group: '', kind: 'Pod' }, 'x', [field.required(spec.child('containers'))]);
    expect(one.message).toBe('Pod "x" is invalid: spec.containers: Required value');
    const replicas = field.invalid(spec.child('replicas'), -1, 'must be greater than or equal to 0');
    const two = newInvalid({ group: 'apps', kind: 'Deployment' }, 'web', [
      replicas,
      replicas,
      field.forbidden(spec.child('x'), 'no'),
    ]);
    expect(two.message).toBe(
      'Deployment.apps "web" is invalid: [spec.replicas: Invalid value: -1: must be greater than or equal to 0, spec.x: Forbidden: no]',
    );
    expect(two.status.details?.causes).toHaveLength(3);
    expect(two.status.details?.causes?.[0]).toEqual({
      reason: 'FieldValueInvalid',
      message: 'Invalid value: -1: must be greater than or equal to 0',
      field: 'spec.replicas',
    });
  });

  it('is told apart by its reason', () => {
    expect(isNotFound(newNotFound(PODS, 'x'))).toBe(true);
    expect(isNotFound(new Error('pods "x" not found'))).toBe(false);
    const conflict = newConflict(PODS, 'x');
    expect([isConflict(conflict), isAlreadyExists(conflict)]).toEqual([true, false]);
    expect(suggestsClientDelay(newTooManyRequests('slow down', 7))).toBe(7);
    expect(suggestsClientDelay(conflict)).toBeUndefined();
  });
});

describe('a field error', () => {
  const path = newPath('spec').child('containers').index(0).child('env').key('a.b');

  it.each([
    [field.required(path, 'must be set'), 'spec.containers[0].env[a.b]: Required value: must be set'],
    [field.invalid(path, 'x"y', 'bad'), 'spec.containers[0].env[a.b]: Invalid value: "x\\"y": bad'],
    [field.invalid(path, true, 'bad'), 'spec.containers[0].env[a.b]: Invalid value: true: bad'],
    [field.invalid(path, undefined, 'bad'), 'spec.containers[0].env[a.b]: Invalid value: "null": bad'],
    [
      field.invalid(path, { matchLabels: { app: '<x>' } }, 'field is immutable'),
      'spec.containers[0].env[a.b]: Invalid value: {"matchLabels":{"app":"\\u003cx\\u003e"}}: field is immutable',
    ],
    [
      field.notSupported(path, 'Z', ['A', 'B']),
      'spec.containers[0].env[a.b]: Unsupported value: "Z": supported values: "A", "B"',
    ],
    [field.duplicate(path, 'x'), 'spec.containers[0].env[a.b]: Duplicate value: "x"'],
    [field.notFound(path, 'x'), 'spec.containers[0].env[a.b]: Not found: "x"'],
    [field.tooLong(path, 63), 'spec.containers[0].env[a.b]: Too long: may not be more than 63 bytes'],
    [field.tooMany(path, 9, 8), 'spec.containers[0].env[a.b]: Too many: 9: must have at most 8 items'],
    [field.tooMany(path, -1, 8), 'spec.containers[0].env[a.b]: Too many: must have at most 8 items'],
    [field.internalError(path, 'boom'), 'spec.containers[0].env[a.b]: Internal error: boom'],
  ])('%s', (error, text) => {
    expect(error.error()).toBe(text);
  });

  it('quotes as Go does', () => {
    expect(goQuote('tab\t bell\u0007 del\u007f 한글 \u200b')).toBe('"tab\\t bell\\a del\\x7f 한글 \\u200b"');
  });
});
