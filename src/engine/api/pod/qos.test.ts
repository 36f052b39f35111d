import { describe, expect, it } from 'vitest';
import { defaultPod } from './defaults.ts';
import { podQOS } from './qos.ts';
import type { Pod } from './types.ts';

function qosOf(...resources: readonly object[]): string {
  const containers = resources.map((each, i) => ({ name: `c${i}`, image: 'x:1', resources: each }));
  const pod: unknown = { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: { containers } };
  return podQOS(defaultPod(pod as Pod).spec);
}

const both = { limits: { cpu: '1', memory: '1Gi' } };

describe('the quality of service of a pod', () => {
  it.each<[string, readonly object[]]>([
    ['BestEffort', [{}]],
    ['BestEffort', [{ limits: { 'nvidia.com/gpu': '1' } }]],
    ['Burstable', [{ requests: { cpu: '1' } }]],
    ['Burstable', [{ limits: { cpu: '1' } }]],
    ['Burstable', [both, {}]],
    ['Burstable', [{ ...both, requests: { cpu: '500m', memory: '1Gi' } }]],
    ['Guaranteed', [both]],
    ['Guaranteed', [both, { ...both, requests: { cpu: '1000m', memory: '1024Mi' } }]],
  ])('is %s for %j', (expected, resources) => {
    expect(qosOf(...resources)).toBe(expected);
  });
});
