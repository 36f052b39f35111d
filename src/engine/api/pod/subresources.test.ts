import { describe, expect, it } from 'vitest';
import { defaultPod } from './defaults.ts';
import { prepareEphemeralContainers, validateEphemeralContainers } from './ephemeral-containers.ts';
import { prepareResize, validateResize } from './resize.ts';
import type { Pod } from './types.ts';

const META = {
  name: 'web',
  namespace: 'default',
  uid: '1',
  resourceVersion: '7',
  creationTimestamp: '2026-11-21T07:20:08Z',
  generation: 1,
};

function podOf(spec: object, qosClass = 'BestEffort'): Pod {
  const pod: unknown = { apiVersion: 'v1', kind: 'Pod', metadata: META, spec, status: { phase: 'Running', qosClass } };
  return defaultPod(pod as Pod);
}

const container = { name: 'a', image: 'nginx:1' };

describe('an ephemeral container', () => {
  const debug = { name: 'debug', image: 'busybox' };
  const old = podOf({ containers: [container] });

  it('joins a pod that runs, and nothing else of the request does', () => {
    const asked = podOf({ containers: [{ ...container, image: 'other' }], ephemeralContainers: [debug] });
    const next = prepareEphemeralContainers(asked, old);
    expect(validateEphemeralContainers(next, old)).toEqual([]);
    expect(next.spec.containers).toBe(old.spec.containers);
    expect(next.metadata.generation).toBe(2);
  });

  it('cannot be taken away, and has no ports', () => {
    const held = podOf({ containers: [container], ephemeralContainers: [debug] });
    expect(
      validateEphemeralContainers(podOf({ containers: [container], ephemeralContainers: [] }), held)[0]?.error(),
    ).toBe('spec.ephemeralContainers: Forbidden: existing ephemeral containers "debug" may not be removed\n');
    const ports = [{ containerPort: 80, protocol: 'TCP' }];
    const open = podOf({ containers: [container], ephemeralContainers: [{ ...debug, ports }] });
    expect(validateEphemeralContainers(open, old).map((error) => error.error())).toEqual([
      'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
    ]);
  });
});

describe('a resize', () => {
  const asking = (requests: object): object => ({ containers: [{ ...container, resources: { requests } }] });
  const old = podOf(asking({ cpu: '1' }), 'Burstable');

  it('changes what a container asks for', () => {
    const next = prepareResize(podOf(asking({ cpu: '2' }), 'Burstable'), old);
    expect(next.spec.containers[0]?.resources.requests).toEqual({ cpu: '2' });
    expect(validateResize(next, old)).toEqual([]);
  });

  it('cannot take a request away, nor change the class of the pod', () => {
    const next = prepareResize(podOf(asking({}), 'Burstable'), old);
    expect(validateResize(next, old).map((error) => error.error())).toEqual([
      'spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing',
      'spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed',
    ]);
  });
});
