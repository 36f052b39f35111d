import { Cluster, type Observed } from '../cluster/index.ts';
import type { ApiObject } from '../apimachinery/index.ts';
import { MINUTE, SECOND } from '../sim/index.ts';
import { checkCauses, checkOwners, checkStreams, standardCheckers, Violation } from './checkers.ts';
import { unsettled } from './convergence.ts';
import { ACTS, FAULTS, heal } from './workload.ts';

export interface VoprOptions {
  readonly seed: number;
  /** How long people and faults are at work, in virtual minutes. */
  readonly minutes?: number;
  readonly workers?: number;
}

export interface VoprResult {
  readonly seed: number;
  readonly hash: string;
  readonly records: number;
  readonly acts: number;
  readonly faults: number;
  /** Virtual seconds from the healing until the world was at rest. */
  readonly healedAfter: number;
}

/** How long a healed cluster may take: a 300 s toleration, a 300 s back-off and a 600 s progress deadline fit into it. */
const PATIENCE = 30 * MINUTE;

/**
 * One seeded life of a whole cluster: people act, faults strike, checkers watch every commit; then everything is healed and
 * the world must come to rest as it was asked to be. Throws Violation, with the seed in whatever runs it.
 */
export function vopr(options: VoprOptions): VoprResult {
  const { seed } = options;
  const cluster = new Cluster({ seed, workers: options.workers ?? 3, traceLimit: 5_000_000, paranoid: true });
  const world = new Map<string, ApiObject>();
  const checkers = standardCheckers();
  cluster.follow((observed) => {
    remember(world, observed);
    for (const checker of checkers) checker.observe(observed);
  });
  cluster.runUntilReady();
  const random = cluster.sim.random('vopr');
  let acts = 0;
  let faults = 0;
  const end = cluster.now + (options.minutes ?? 15) * MINUTE;
  while (cluster.now < end) {
    cluster.advance(SECOND + random.int(20 * SECOND));
    if (random.chance(0.75)) {
      ACTS[random.int(ACTS.length)]!.do(cluster, random);
      acts++;
    }
    if (random.chance(0.25)) {
      FAULTS[random.int(FAULTS.length)]!.do(cluster, random);
      faults++;
    }
  }
  heal(cluster);
  const healed = cluster.now;
  const healedAfter = waitForRest(cluster, world, healed);
  checkCauses(cluster.trace);
  checkStreams(cluster.trace);
  checkOwners([...world.values()]);
  return { seed, hash: cluster.trace.hash.digest(), records: cluster.trace.next - 1, acts, faults, healedAfter };
}

function waitForRest(cluster: Cluster, world: ReadonlyMap<string, ApiObject>, healed: number): number {
  let quiet = 0;
  while (quiet < 3) {
    const open = unsettled(world);
    if (open.length === 0) quiet++;
    else quiet = 0;
    if (cluster.now - healed > PATIENCE) throw new Violation('convergence', open.slice(0, 5).join('; '));
    cluster.advance(5 * SECOND);
  }
  return Math.round((cluster.now - healed) / SECOND);
}

function remember(world: Map<string, ApiObject>, { resource, namespace, name, object }: Observed): void {
  const key = `${resource} ${namespace}/${name}`;
  if (object) world.set(key, object);
  else world.delete(key);
}
