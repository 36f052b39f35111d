import { translate } from '../i18n/index.ts';
import { HomeFiles, LearnerMachine, MemoryDisk, programs } from '../terminal/index.ts';
import { Completer } from '../terminal/completion/index.ts';
import { SessionShell } from '../terminal/session/session-shell.ts';
import { Gathered, Held } from '../engine/shell/index.ts';
import { createCluster } from '../worker/create-cluster.ts';
import { percentile, type Result } from './result.ts';

const PODS = 5000;
const SAMPLES = 100;

/** How long a Tab takes in a cluster with many pods: discovery asked anew, names from the mirror, as at a fresh prompt. */
export async function benchTerminal(): Promise<Result[]> {
  const { cluster } = createCluster({ seed: 1, workers: 3, controlPlanes: 1 });
  const pods = Array.from({ length: PODS }, (_, i) => `web-${(i * 7919).toString(36)}-${i}`);
  const machine = new LearnerMachine(
    {
      transport: {
        fetch: async (request) => cluster.observe(request),
        connect: () => {
          throw new Error('nothing is streamed here');
        },
      },
      observe: async (request) => cluster.observe(request),
      names: (resource) => (resource === 'pods' ? pods : []),
      files: await HomeFiles.open({ disk: new MemoryDisk(), now: () => 0 }),
      clock: { now: () => 0, after: () => () => undefined },
      random: () => 0.5,
      words: () => (id, params) => translate('en', id, params),
    },
    programs,
  );
  const silent = new Gathered();
  const shell = new SessionShell(machine, { stdin: new Held(''), stdout: silent, stderr: silent });
  const completer = new Completer(machine);
  const times: number[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    completer.forget();
    const line = `kubectl get pods web-${i % 10}`;
    const began = performance.now();
    await completer.complete(line, line.length, shell);
    times.push(performance.now() - began);
  }
  const name = `Tab after kubectl get pods, ${PODS} pods`;
  return [0.5, 0.95].map((p) => ({
    name: `${name}, p${p * 100}`,
    value: Math.round(percentile(times, p) * 10) / 10,
    unit: 'ms',
    n: SAMPLES,
  }));
}
