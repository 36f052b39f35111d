import { basename } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KUBECTL, noKubectl, otherKubectls, startLoopback } from './testing/loopback.ts';
import { formatTranscript, playTranscript, readTranscript } from './testing/transcript.ts';
import { asPrintedBy } from './transcripts/differences.ts';

const KUBECTLS = noKubectl ? [] : [KUBECTL, ...otherKubectls('1.27', '1.31')];
const THEMES = ['discovery', 'create', 'workloads', 'nodes', 'refusals'];
const CASES = THEMES.flatMap((theme) => KUBECTLS.map((binary) => ({ theme, binary, name: basename(binary) })));

/** What people type all day, and what kubectl prints when the server is v1.36: the texts stand in `transcripts`. */
describe.skipIf(noKubectl).concurrent('the verbs of the real kubectl', () => {
  it.each(CASES)('$theme, as $name prints it', async ({ theme, binary, name }) => {
    const text = readFileSync(new URL(`transcripts/${theme}.txt`, import.meta.url), 'utf8');
    const steps = readTranscript(text);
    const loopback = await startLoopback({ controlPlanes: 0 });
    try {
      const played = await playTranscript(loopback, steps, binary);
      expect(formatTranscript(played)).toBe(formatTranscript(asPrintedBy(name, steps)));
    } finally {
      loopback.stop();
    }
  });
});
