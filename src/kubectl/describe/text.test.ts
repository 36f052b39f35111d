import { describe, expect, it } from 'vitest';
import { annotationsMultiline, taintText } from './metadata.ts';
import { untabbed } from './prefix-writer.ts';
import { probeText } from './probes.ts';
import { rfc1123z, timeString } from './text.ts';

describe('texts of descriptions', () => {
  it('tells times as Go does, and the zero of time for none', () => {
    expect(rfc1123z('2026-11-21T07:20:08Z')).toBe('Sat, 21 Nov 2026 07:20:08 +0000');
    expect(rfc1123z('1969-12-31T23:59:59Z')).toBe('Wed, 31 Dec 1969 23:59:59 +0000');
    expect(rfc1123z(null)).toBe('Mon, 01 Jan 0001 00:00:00 +0000');
    expect(timeString('2026-11-21T07:20:08Z')).toBe('2026-11-21 07:20:08 +0000 UTC');
  });

  it('writes a probe with its path escaped and an IPv6 host in brackets', () => {
    const probe = { httpGet: { path: '/a?b c', port: 'http', host: 'fe80::1', scheme: 'HTTPS' as const } };
    expect(probeText(probe)).toBe(
      'http-get https://[fe80::1]:http/a%3Fb%20c delay=0s timeout=0s period=0s #success=0 #failure=0',
    );
  });

  it('cuts long annotations and leaves out what apply remembers', () => {
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      long: 'x'.repeat(200),
      short: 'y\n',
    };
    const text = untabbed((w) => annotationsMultiline(w, 'Annotations', annotations));
    expect(text).toBe(`Annotations:\tlong:\n\t  ${'x'.repeat(138)}...\n\tshort: y\n`);
  });

  it('writes a taint without a value without its equals sign', () => {
    expect(taintText({ key: 'k', effect: 'NoExecute' })).toBe('k:NoExecute');
    expect(taintText({ key: 'k', value: 'v', effect: 'NoExecute' })).toBe('k=v:NoExecute');
  });
});
