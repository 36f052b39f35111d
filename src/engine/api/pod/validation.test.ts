import { describe, expect, it } from 'vitest';
import { defaultPod } from './defaults.ts';
import type { Pod } from './types.ts';
import { validatePodCreate } from './validation.ts';

const META = {
  name: 'web',
  namespace: 'default',
  uid: '1',
  resourceVersion: '',
  creationTimestamp: '2026-11-21T07:20:08Z',
};

function refusals(spec: object, meta: object = {}): readonly string[] {
  const pod: unknown = { apiVersion: 'v1', kind: 'Pod', metadata: { ...META, ...meta }, spec };
  return validatePodCreate(defaultPod(pod as Pod)).map((error) => error.error());
}

function withContainer(container: object, spec: object = {}): readonly string[] {
  return refusals({ containers: [{ name: 'a', image: 'nginx', ...container }], ...spec });
}

describe('a pod is refused in upstream words', () => {
  it('not at all when it is in order', () => {
    expect(withContainer({})).toEqual([]);
  });

  it('without containers', () => {
    expect(refusals({ containers: [] })).toEqual(['spec.containers: Required value']);
  });

  it('without an image or a name', () => {
    expect(refusals({ containers: [{}] })).toEqual([
      'spec.containers[0].name: Required value',
      'spec.containers[0].image: Required value',
    ]);
  });

  it('with a name that is not a DNS label', () => {
    expect(withContainer({ name: 'Web_1' })[0]).toMatch(
      /^spec\.containers\[0\]\.name: Invalid value: "Web_1": a lowercase RFC 1123 label must consist of/,
    );
  });

  it('with two containers of one name', () => {
    const container = { name: 'a', image: 'nginx' };
    expect(refusals({ containers: [container, container] })).toEqual(['spec.containers[1].name: Duplicate value: "a"']);
  });

  it('with an impossible port', () => {
    expect(withContainer({ ports: [{ containerPort: 70000 }] })).toEqual([
      'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ]);
    expect(withContainer({ ports: [{ containerPort: 80, protocol: 'tcp' }] })).toEqual([
      'spec.containers[0].ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"',
    ]);
  });

  it('with a policy that does not exist', () => {
    expect(withContainer({}, { restartPolicy: 'Sometimes' })).toEqual([
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ]);
    expect(withContainer({ imagePullPolicy: 'Maybe' })).toEqual([
      'spec.containers[0].imagePullPolicy: Unsupported value: "Maybe": supported values: "Always", "IfNotPresent", "Never"',
    ]);
  });

  it('with a mount of a volume that is not there', () => {
    expect(withContainer({ volumeMounts: [{ name: 'data', mountPath: '/data' }] })).toEqual([
      'spec.containers[0].volumeMounts[0].name: Not found: "data"',
    ]);
  });

  it('with two sources in one volume', () => {
    expect(withContainer({}, { volumes: [{ name: 'v', emptyDir: {}, hostPath: { path: '/x' } }] })).toEqual([
      'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
    ]);
  });

  it('with a request above its limit', () => {
    expect(withContainer({ resources: { limits: { cpu: '1' }, requests: { cpu: '2' } } })).toEqual([
      'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
    ]);
  });

  it('with a resource nobody knows', () => {
    expect(withContainer({ resources: { limits: { cpus: '1' } } })).toContain(
      'spec.containers[0].resources.limits[cpus]: Invalid value: "cpus": must be a standard resource for containers',
    );
  });

  it('with half a device', () => {
    expect(withContainer({ resources: { limits: { 'nvidia.com/gpu': '500m' } } })).toContain(
      'spec.containers[0].resources.limits[nvidia.com/gpu]: Invalid value: "500m": must be an integer',
    );
  });

  it('with a probe that does nothing, or too much', () => {
    expect(withContainer({ livenessProbe: { periodSeconds: 5 } })).toEqual([
      'spec.containers[0].livenessProbe: Required value: must specify a handler type',
    ]);
    const both = { httpGet: { port: 80 }, tcpSocket: { port: 80 } };
    expect(withContainer({ readinessProbe: both })).toEqual([
      'spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type',
    ]);
    expect(withContainer({ livenessProbe: { httpGet: { port: 80 }, successThreshold: 2 } })).toEqual([
      'spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
    ]);
  });

  it('with a probe on an init container that is not a sidecar', () => {
    const init = { name: 'i', image: 'busybox', readinessProbe: { httpGet: { port: 80 } } };
    const why = 'may not be set for init containers without restartPolicy=Always';
    expect(withContainer({}, { initContainers: [init] })).toEqual([
      `spec.initContainers[0].readinessProbe: Forbidden: ${why}`,
    ]);
    expect(withContainer({}, { initContainers: [{ ...init, restartPolicy: 'Always' }] })).toEqual([]);
  });

  it('with an environment that contradicts itself', () => {
    const env = [{ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }];
    expect(withContainer({ env })).toEqual([
      'spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
    ]);
    expect(withContainer({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.nope' } } }] })).toEqual([
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.nope": error converting fieldPath: field label not supported: spec.nope',
    ]);
  });

  it('with tolerations, affinities and constraints that make no sense', () => {
    expect(withContainer({}, { tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] })).toEqual([
      'spec.tolerations[0].operator: Invalid value: "b": value must be empty when `operator` is \'Exists\'',
    ]);
    const preferredDuringSchedulingIgnoredDuringExecution = [
      { weight: 0, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] } },
    ];
    expect(
      withContainer({}, { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution } } }),
    ).toEqual([
      'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100',
    ]);
    const constraint = { maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} };
    expect(withContainer({}, { topologySpreadConstraints: [constraint] })).toEqual([
      'spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero',
    ]);
  });

  it('with a security context at odds with itself', () => {
    const securityContext = { allowPrivilegeEscalation: false, privileged: true };
    expect(withContainer({ securityContext })).toEqual([
      'spec.containers[0].securityContext: Invalid value: {"allowPrivilegeEscalation":false,"privileged":true}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
    ]);
  });

  it('again each time: only what was in order is remembered', () => {
    const spec = { containers: [{ name: 'a', image: ' nginx' }] };
    const why = 'spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace';
    expect(refusals(spec)).toEqual([why]);
    expect(refusals(spec)).toEqual([why]);
  });

  it('with an unqualified finalizer of its own', () => {
    expect(refusals({ containers: [{ name: 'a', image: 'b' }] }, { finalizers: ['mine'] })).toEqual([
      'metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
    ]);
  });
});
