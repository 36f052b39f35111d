import { describe, expect, it } from 'vitest';
import { StatusError } from '../apimachinery/index.ts';
import { decodeObject, strictDecodingError } from './decode.ts';

const DEPLOYMENT = { group: 'apps', version: 'v1', kind: 'Deployment' };
const REFUSED = 'Deployment in version "v1" cannot be handled as a Deployment: ';

function refusal(body: unknown, text?: string, unstructured = false): string {
  try {
    decodeObject(body, DEPLOYMENT, text, undefined, unstructured);
  } catch (error) {
    if (error instanceof StatusError) return error.status.message ?? '';
    throw error;
  }
  return 'accepted';
}

function template(container: object): object {
  return { spec: { template: { spec: { containers: [container] } } } };
}

describe('what a strategic merge patch made is refused in the words of the converter', () => {
  it.each<[string, object]>([
    ['unrecognized type: int32', { spec: { replicas: 'three' } }],
    ['cannot convert float64 to int32', { spec: { replicas: 1.5 } }],
    ['unrecognized type: bool', { spec: { paused: 1 } }],
    ['cannot convert int64 to string', template({ env: [{ name: 'A', value: 1 }] })],
    ['cannot convert int64 to v1.PullPolicy', template({ imagePullPolicy: 1 })],
    ['unrecognized type: string', { metadata: { labels: { on: true } } }],
    ['cannot restore map from string', { metadata: { labels: 'none' } }],
    ['cannot restore slice from map', { spec: { template: { spec: { containers: {} } } } }],
    ['cannot restore struct from: string', { spec: 'none' }],
  ])('%s', (why, body) => {
    expect(refusal(body, undefined, true)).toBe(REFUSED + why);
  });
});

describe('a body of the wrong type is refused as Go refuses it', () => {
  it.each<[string, object]>([
    [
      'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
      { spec: { replicas: 'three' } },
    ],
    [
      'json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
      { spec: { replicas: 1.5 } },
    ],
    [
      'json: cannot unmarshal number 4294967296 into Go struct field DeploymentSpec.spec.replicas of type int32',
      { spec: { replicas: 4294967296 } },
    ],
    [
      'json: cannot unmarshal number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
      template({ env: [{ name: 'A', value: 1 }] }),
    ],
    [
      'json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string',
      { metadata: { labels: { on: true } } },
    ],
    [
      'json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container',
      { spec: { template: { spec: { containers: {} } } } },
    ],
    ['json: cannot unmarshal string into Go struct field Deployment.spec of type v1.DeploymentSpec', { spec: 'none' }],
    [
      'json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.imagePullPolicy of type v1.PullPolicy',
      template({ imagePullPolicy: 1 }),
    ],
    [
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      template({ resources: { limits: { cpu: 'lots' } } }),
    ],
  ])('%s', (why, body) => {
    expect(refusal(body)).toBe(REFUSED + why);
  });

  it('and the first wrong thing is the one that is named', () => {
    expect(refusal({ spec: { replicas: true, paused: 1 } })).toContain('DeploymentSpec.spec.replicas');
  });
});

describe('a body sent to the wrong place', () => {
  it('names both versions, or both kinds', () => {
    expect(refusal({ apiVersion: 'v1', kind: 'Deployment' })).toBe(
      'the API version in the data (v1) does not match the expected API version (apps/v1)',
    );
    expect(refusal({ apiVersion: 'apps/v1', kind: 'ReplicaSet' })).toBe(
      'ReplicaSet in version "v1" cannot be handled as a Deployment: converting (v1.ReplicaSet) to (apps.Deployment): unknown conversion',
    );
  });
});

describe('what nobody knows', () => {
  it('is dropped, and reported by its path', () => {
    const { object, strictErrors } = decodeObject({ ...template({ name: 'a', imag: 'x' }), color: 'red' }, DEPLOYMENT);
    expect(strictErrors).toEqual(['unknown field "spec.template.spec.containers[0].imag"', 'unknown field "color"']);
    expect(object).toMatchObject(template({ name: 'a' }));
    expect(JSON.stringify(object)).not.toContain('imag');
  });

  it('is what Strict refuses', () => {
    expect(strictDecodingError(DEPLOYMENT, ['unknown field "a"', 'duplicate field "b"']).status).toMatchObject({
      code: 400,
      reason: 'BadRequest',
      message: `${REFUSED}strict decoding error: unknown field "a", duplicate field "b"`,
    });
  });

  it('a field that stands twice is found in the text', () => {
    const text =
      '{"spec":{"replicas":1,"replicas":2,"template":{"spec":{"containers":[{"name":"a","na\\u006de":"b"}]}}}}';
    expect(decodeObject(JSON.parse(text), DEPLOYMENT, text).strictErrors).toEqual([
      'duplicate field "spec.replicas"',
      'duplicate field "spec.template.spec.containers[0].name"',
    ]);
  });
});

describe('what is in order', () => {
  it('is the same object, untouched', () => {
    const body = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 3 } };
    expect(decodeObject(body, DEPLOYMENT).object).toBe(body);
  });

  it('loses nothing but its nulls', () => {
    const body = { metadata: { name: 'web', creationTimestamp: null }, spec: { replicas: null } };
    expect(decodeObject(body, DEPLOYMENT).object).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {},
    });
  });

  it('is not fooled by a key called __proto__', () => {
    const body: unknown = JSON.parse('{"metadata":{"name":"web","labels":{"__proto__":null,"a":"b"}}}');
    const { object } = decodeObject(body, DEPLOYMENT);
    expect(Object.keys(object.metadata.labels ?? {})).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(object.metadata.labels)).toBe(Object.prototype);
  });

  it('has its quantities written in one way', () => {
    const gvk = { group: 'autoscaling', version: 'v2', kind: 'HorizontalPodAutoscaler' };
    const target = { type: 'AverageValue', averageValue: '1500e-3' };
    const body = { spec: { metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] } };
    expect(decodeObject(body, gvk).object.spec).toMatchObject({
      metrics: [{ resource: { target: { averageValue: '1500e-3' } } }],
    });
    target.averageValue = '1500m';
    expect(decodeObject(body, gvk).object.spec).toMatchObject({ metrics: [{ resource: { target } }] });
    target.averageValue = '2048Mi';
    expect(decodeObject(body, gvk).object.spec).toMatchObject({
      metrics: [{ resource: { target: { averageValue: '2Gi' } } }],
    });
  });
});
