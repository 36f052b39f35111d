import { describe, expect, it } from 'vitest';
import { endpointsText } from './endpoint-slices.ts';
import { smartLabel } from './generic.ts';

describe('titles for the fields of objects that nobody knows', () => {
  it.each([
    ['apiVersion', 'API Version'],
    ['lastTransitionTime', 'Last Transition Time'],
    ['podCIDR', 'Pod CIDR'],
    ['HTTPServer', 'HTTP Server'],
    ['userUID', 'User UID'],
    ['with-dash', 'With - Dash'],
    ['foo9bar', 'foo9bar'],
    ['under_score', 'under_score'],
  ])('%s is %s', (field, label) => {
    expect(smartLabel(field)).toBe(label);
  });
});

describe('the endpoints of a service', () => {
  const slice = (...ready: readonly boolean[]) => ({
    apiVersion: 'discovery.k8s.io/v1' as const,
    kind: 'EndpointSlice' as const,
    addressType: 'IPv4' as const,
    ports: [{ name: '', port: 80 }],
    endpoints: ready.map((is, i) => ({ addresses: [`10.0.0.${i + 1}`], conditions: { ready: is } })),
  });

  it('are three at most, and only those that are ready', () => {
    expect(endpointsText([], '')).toBe('<none>');
    expect(endpointsText([slice(true, false)], '')).toBe('10.0.0.1:80');
    expect(endpointsText([slice(true, true, true, true, true)], '')).toBe(
      '10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 2 more...',
    );
  });

  it('say that there are more when the fourth is not ready, as upstream', () => {
    expect(endpointsText([slice(true, true, true, false)], '')).toContain(' + 0 more...');
  });

  it('are those of the port that was asked for', () => {
    expect(endpointsText([slice(true)], 'other')).toBe('');
  });
});
