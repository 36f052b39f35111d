import { describe, expect, it } from 'vitest';
import { defaultPod, defaultPodTemplate } from './defaults.ts';
import { defaultPullPolicy } from './image-name.ts';
import type { Pod, PodSpec } from './types.ts';

function podOf(spec: object): Pod {
  const pod: unknown = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
  return pod as Pod;
}

describe('a pod that says little', () => {
  it('becomes what kubectl get -o yaml shows', () => {
    const { spec } = defaultPod(
      podOf({ containers: [{ name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 80 }] }] }),
    );
    expect(spec).toEqual({
      containers: [
        {
          name: 'web',
          image: 'nginx:1.27',
          imagePullPolicy: 'IfNotPresent',
          ports: [{ containerPort: 80, protocol: 'TCP' }],
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
    });
  });

  it('is left alone when nothing is missing', () => {
    const once = defaultPod(podOf({ containers: [{ name: 'web', image: 'nginx' }] }));
    expect(defaultPod(once)).toBe(once);
  });

  it('shares one spec with every other pod of the same template', () => {
    const spec = { containers: [{ name: 'web', image: 'nginx' }] };
    expect(defaultPod(podOf(spec)).spec).toBe(defaultPod(podOf(spec)).spec);
  });

  it('treats an empty string as nothing said', () => {
    const { spec } = defaultPod(
      podOf({ restartPolicy: '', containers: [{ name: 'a', image: 'b', imagePullPolicy: '' }] }),
    );
    expect(spec.restartPolicy).toBe('Always');
    expect(spec.containers[0]?.imagePullPolicy).toBe('Always');
  });
});

describe('resources', () => {
  const limited: object = {
    containers: [{ name: 'a', image: 'b', resources: { limits: { cpu: '0.5', memory: '1024Mi' } } }],
  };

  it('are requested as they are limited, in a pod', () => {
    expect(defaultPod(podOf(limited)).spec.containers[0]?.resources).toEqual({
      limits: { cpu: '500m', memory: '1Gi' },
      requests: { cpu: '500m', memory: '1Gi' },
    });
  });

  it('stay as written in a template', () => {
    const template = defaultPodTemplate({ metadata: {}, spec: limited as PodSpec });
    expect(template.spec.containers[0]?.resources).toEqual({ limits: { cpu: '500m', memory: '1Gi' } });
    expect(template.spec.enableServiceLinks).toBeUndefined();
  });

  it('of the pod itself come from its containers', () => {
    const { spec } = defaultPod(
      podOf({
        resources: { limits: { cpu: '2' } },
        containers: [
          { name: 'a', image: 'b', resources: { requests: { cpu: '250m' } } },
          { name: 'c', image: 'd', resources: { requests: { cpu: '500m' } } },
        ],
      }),
    );
    expect(spec.resources).toEqual({ limits: { cpu: '2' }, requests: { cpu: '750m' } });
  });
});

describe('what stands inside a pod', () => {
  it('a probe asks every ten seconds and gives up after three', () => {
    const { spec } = defaultPod(
      podOf({ containers: [{ name: 'a', image: 'b', livenessProbe: { httpGet: { port: 8080 } } }] }),
    );
    expect(spec.containers[0]?.livenessProbe).toEqual({
      httpGet: { path: '/', port: 8080, scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    });
  });

  it('a volume without a source is an empty directory', () => {
    const { spec } = defaultPod(
      podOf({
        containers: [{ name: 'a', image: 'b' }],
        volumes: [{ name: 'v' }, { name: 's', secret: { secretName: 'x' } }],
      }),
    );
    expect(spec.volumes).toEqual([
      { name: 'v', emptyDir: {} },
      { name: 's', secret: { secretName: 'x', defaultMode: 420 } },
    ]);
  });

  it('host networking opens the same ports on the host', () => {
    const { spec } = defaultPod(
      podOf({ hostNetwork: true, containers: [{ name: 'a', image: 'b', ports: [{ containerPort: 80 }] }] }),
    );
    expect(spec.containers[0]?.ports).toEqual([{ containerPort: 80, hostPort: 80, protocol: 'TCP' }]);
  });
});

describe('the pull policy', () => {
  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['nginx:1.27', 'IfNotPresent'],
    ['registry.example:5000/app', 'Always'],
    ['registry.example:5000/app:v2', 'IfNotPresent'],
    ['nginx@sha256:0123', 'IfNotPresent'],
  ])('of %s is %s', (image, policy) => {
    expect(defaultPullPolicy(image)).toBe(policy);
  });
});
