import { getNested, isConflict, setNested } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import { Helper } from '../resource/rest-helper.ts';
import type { Info } from '../resource/types.ts';
import type { Json, Rest } from '../rest/types.ts';
import type { World } from '../world.ts';

const SECOND = 1_000_000;
/** How long an update that meets another one is tried again. */
const CONFLICT_PATIENCE = 300 * SECOND;

/** What must be so before a workload is scaled; -1 and `''` do not matter. */
export interface Precondition {
  readonly replicas: number;
  readonly resourceVersion: string;
}

function check(scale: Json, { replicas, resourceVersion }: Precondition): void {
  const size = Number(getNested(scale, ['spec', 'replicas']) ?? 0);
  if (replicas !== -1 && size !== replicas) {
    throw new CommandError(`Expected replicas to be ${replicas}, was ${size}`);
  }
  const version = String(getNested(scale, ['metadata', 'resourceVersion']) ?? '');
  if (resourceVersion !== '' && version !== resourceVersion) {
    throw new CommandError(`Expected resource version to be ${resourceVersion}, was ${version}`);
  }
}

/** Sets how many replicas a workload shall have (kubectl/pkg/scale/scale.go). */
export class Scaler {
  readonly #helper: Helper;

  constructor(
    readonly rest: Rest,
    readonly world: World,
    readonly info: Info,
    dryRun: 'client' | 'server' | undefined,
  ) {
    this.#helper = new Helper(rest, info.mapping, { dryRun, subresource: 'scale' });
  }

  async scale(replicas: number, precondition: Precondition | undefined): Promise<void> {
    const deadline = this.world.now() + CONFLICT_PATIENCE;
    for (;;) {
      try {
        return await this.#scaleOnce(replicas, precondition);
      } catch (error) {
        if (!isConflict(error) || this.world.now() >= deadline) throw error;
        await this.world.sleep(SECOND);
      }
    }
  }

  /** Looks every second whether the workload has what it shall have, or somebody else has scaled it since. */
  async wait(replicas: number, timeout: number): Promise<void> {
    const { namespace, name } = this.info;
    const deadline = this.world.now() + timeout;
    for (;;) {
      const scale = await this.#helper.get(namespace, name);
      const wanted = Number(getNested(scale, ['spec', 'replicas']) ?? 0);
      const there = Number(getNested(scale, ['status', 'replicas']) ?? 0);
      if (wanted !== replicas || there === replicas) return;
      const left = deadline - this.world.now();
      await this.world.sleep(Math.max(0, Math.min(SECOND, left)));
      if (left <= SECOND) throw new CommandError(`timed out waiting for ${JSON.stringify(name)} to be synced`);
    }
  }

  async #scaleOnce(replicas: number, precondition: Precondition | undefined): Promise<void> {
    const { namespace, name } = this.info;
    if (precondition === undefined) {
      await this.#helper.patch(namespace, name, 'merge', { spec: { replicas } });
      return;
    }
    const scale = await this.#helper.get(namespace, name);
    check(scale, precondition);
    await this.#helper.replace(namespace, name, setNested(scale, ['spec', 'replicas'], replicas) as Json);
  }
}
