import { describe, expect, it } from 'vitest';
import {
  ipString,
  isConfigMapKey,
  isDNS1035Label,
  isDNS1123Label,
  isDNS1123Subdomain,
  isEnvVarName,
  isQualifiedName,
  isRelaxedEnvVarName,
  isValidIP,
  isValidLabelValue,
  isValidPercent,
  isValidPortName,
  isValidPortNum,
  nameIsDNSLabel,
  nameIsDNSSubdomain,
  newPath,
  tryParseCIDR,
  tryParseIP,
  validateDeleteOptions,
  validateLabelSelector,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from './index.ts';
import type { FieldError } from './index.ts';

const texts = (errors: readonly FieldError[]): string[] => errors.map((error) => error.error());
const METADATA = newPath('metadata');

describe('names', () => {
  it('that are wrong are explained in upstream’s words', () => {
    expect(isDNS1123Label('Bad')).toEqual([
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ]);
    expect(isDNS1123Label('a.b')).toEqual(['must not contain dots']);
    expect(isDNS1123Label('a'.repeat(64))).toEqual(['must be no more than 63 characters']);
    expect(isDNS1123Subdomain('x y')).toEqual([
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ]);
    expect(isDNS1035Label('1a')[0]).toContain('a DNS-1035 label must consist of');
    expect(isValidLabelValue('x y')).toEqual([
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ]);
    expect(isQualifiedName('/x')).toEqual(['prefix part must be non-empty']);
    expect(isQualifiedName('a/b/c')[0]).toMatch(
      /^a valid label key must consist of .* \(e\.g\. 'example\.com\/MyName'\)$/,
    );
    expect(isQualifiedName('')).toHaveLength(2);
  });

  it('that are right pass', () => {
    for (const name of ['a', 'a-b', '0', 'a'.repeat(63)]) expect(isDNS1123Label(name)).toEqual([]);
    for (const name of ['a.b', 'a-b.c', 'a'.repeat(253)]) expect(isDNS1123Subdomain(name)).toEqual([]);
    for (const key of ['app', 'app.kubernetes.io/name', 'A_b.c']) expect(isQualifiedName(key)).toEqual([]);
    for (const value of ['', 'v1.2_3-x', 'A']) expect(isValidLabelValue(value)).toEqual([]);
  });

  it('ending in a dash may begin a generated name, and only that', () => {
    expect(nameIsDNSSubdomain('web-', true)).toEqual([]);
    expect(nameIsDNSSubdomain('web-', false)).toHaveLength(1);
  });
});

describe('ports, keys and addresses', () => {
  it('say what is wrong', () => {
    expect(isValidPortNum(0)).toEqual(['must be between 1 and 65535, inclusive']);
    expect(isValidPortName('80')).toEqual(['must contain at least one letter (a-z)']);
    expect(isValidPortName('-a--b')).toEqual([
      'must not contain consecutive hyphens',
      'must not begin or end with a hyphen',
    ]);
    expect(isValidPercent('x%')).toHaveLength(1);
    expect(isConfigMapKey('..a')).toEqual(["must not start with '..'"]);
    expect(isEnvVarName('1a')[0]).toContain('must not start with a digit');
    expect(isRelaxedEnvVarName('1a b')).toEqual([]);
    expect(isRelaxedEnvVarName('a=b')).toHaveLength(1);
    expect(texts(isValidIP(newPath('ip'), '1.2.3'))).toEqual([
      'ip: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ]);
  });

  it.each([
    ['10.9.8.7', '10.9.8.7'],
    ['2001:DB8:0:0:0:0:0:ffff', '2001:db8::ffff'],
    ['::', '::'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ])('reads %s as %s', (text, canonical) => {
    const ip = tryParseIP(text);
    expect(ip && ipString(ip)).toBe(canonical);
  });

  it.each(['', '1.2.3.256', '1.2.3.4.5', ':::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', 'g::', '1::2::3'])(
    'does not read %s',
    (text) => {
      expect(tryParseIP(text)).toBeUndefined();
    },
  );

  it('reads CIDRs', () => {
    expect(tryParseCIDR('10.0.0.0/8')?.prefixLength).toBe(8);
    expect(tryParseCIDR('10.0.0.0/33')).toBeUndefined();
  });
});

describe('object metadata', () => {
  it('needs a name, and a namespace exactly when the kind has them', () => {
    expect(texts(validateObjectMeta({}, true, nameIsDNSSubdomain, METADATA))).toEqual([
      'metadata.name: Required value: name or generateName is required',
      'metadata.namespace: Required value',
    ]);
    expect(texts(validateObjectMeta({ name: 'a', namespace: 'b' }, false, nameIsDNSLabel, METADATA))).toEqual([
      'metadata.namespace: Forbidden: not allowed on this type',
    ]);
    expect(validateObjectMeta({ name: 'a', namespace: 'b' }, true, nameIsDNSSubdomain, METADATA)).toEqual([]);
  });

  it('has good labels, small annotations, owners that say who they are, and one controller', () => {
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'a', uid: 'u', controller: true };
    const meta = {
      name: 'a',
      namespace: 'b',
      labels: { app: 'x y' },
      annotations: { 'Big.Example/Key': 'x'.repeat(262144) },
      ownerReferences: [owner, { ...owner, name: 'b', uid: '' }],
      finalizers: ['orphan', 'foregroundDeletion'],
    };
    expect(texts(validateObjectMeta(meta, true, nameIsDNSSubdomain, METADATA)).map((t) => t.slice(0, 78))).toEqual([
      'metadata.labels: Invalid value: "x y": a valid label must be an empty string o',
      'metadata.annotations: Too long: may not be more than 262144 bytes',
      'metadata.ownerReferences.uid: Invalid value: "": must not be empty',
      'metadata.ownerReferences: Invalid value: [{"apiVersion":"apps/v1","kind":"Repl',
      'metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer',
    ]);
  });

  it('keeps on update what must not change', () => {
    const before = { name: 'a', namespace: 'n', uid: 'u', resourceVersion: '1', generation: 2, finalizers: ['a/b'] };
    const deleting = { ...before, deletionTimestamp: '2026-01-01T00:00:00Z' };
    expect(validateObjectMetaUpdate({ ...before, labels: {} }, before, METADATA)).toEqual([]);
    expect(
      texts(validateObjectMetaUpdate({ ...before, uid: 'v', generation: 1, resourceVersion: '' }, before, METADATA)),
    ).toEqual([
      'metadata.resourceVersion: Invalid value: "": must be specified for an update',
      'metadata.generation: Invalid value: 1: must not be decremented',
      'metadata.uid: Invalid value: "v": field is immutable',
    ]);
    expect(texts(validateObjectMetaUpdate({ ...deleting, finalizers: ['a/b', 'c/d'] }, deleting, METADATA))).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"c/d"}',
    ]);
  });
});

describe('selectors and options', () => {
  it('are checked', () => {
    const selector = {
      matchExpressions: [
        { key: 'a', operator: 'In', values: [] },
        { key: 'a', operator: 'Exists', values: ['x'] },
        { key: 'a', operator: 'Like' },
      ],
    };
    expect(texts(validateLabelSelector(selector, newPath('spec').child('selector')))).toEqual([
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      "spec.selector.matchExpressions[1].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      'spec.selector.matchExpressions[2].operator: Invalid value: "Like": not a valid selector operator',
    ]);
    expect(texts(validateDeleteOptions({ propagationPolicy: 'Sideways', dryRun: ['Some'] }))).toEqual([
      'propagationPolicy: Unsupported value: "Sideways": supported values: "Foreground", "Background", "Orphan", "nil"',
      'dryRun: Unsupported value: ["Some"]: supported values: "All"',
    ]);
  });
});
