import type { IPod } from 'kubernetes-models/v1/Pod';
import {
  durationString,
  isForbidden,
  isNotFound,
  isTooManyRequests,
  statusCause,
} from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import { dryRunOf, type DryRun } from '../../flags/index.ts';
import { namePrinter } from '../../printers/index.ts';
import { corePath } from '../../rest/list-all.ts';
import { isLeftBehind, podName } from './filters.ts';

const SECOND = 1_000_000;
const RETRY = 5 * SECOND;

/** Takes pods off a node and waits until they are gone (kubectl/pkg/drain/drain.go). */
export class Remover {
  readonly #deadline: number;
  readonly #timeout: number;
  readonly #gracePeriod: number;
  readonly #skipAfter: number;
  readonly #dryRun: DryRun;

  constructor(readonly invocation: Invocation) {
    const { flags, world } = invocation;
    this.#timeout = flags.duration('timeout');
    this.#deadline = this.#timeout > 0 ? world.now() + this.#timeout : Infinity;
    this.#gracePeriod = flags.int('grace-period');
    this.#skipAfter = flags.int('skip-wait-for-delete-timeout');
    this.#dryRun = dryRunOf(invocation);
  }

  /** All at once; answers what went wrong. */
  async evict(pods: readonly IPod[]): Promise<readonly unknown[]> {
    const errors: unknown[] = [];
    await Promise.all(pods.map((pod) => this.#evictOne(pod).catch((error: unknown) => errors.push(error))));
    return errors;
  }

  /** One after the other, whatever budgets say; then waits for all. */
  async delete(pods: readonly IPod[]): Promise<readonly unknown[]> {
    const { rest } = this.invocation.factory;
    try {
      for (const pod of pods) {
        await rest.delete(pathOfPod(pod), this.#deleteOptions()).catch((error: unknown) => {
          if (!isNotFound(error)) throw error;
        });
      }
      await this.#gone(pods, false);
      return [];
    } catch (error) {
      return [error];
    }
  }

  #deleteOptions(): object {
    return {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      ...(this.#gracePeriod >= 0 && { gracePeriodSeconds: this.#gracePeriod }),
      ...(this.#dryRun === 'server' && { dryRun: ['All'] }),
    };
  }

  async #evictOne(pod: IPod): Promise<void> {
    const { world, out, err, factory } = this.invocation;
    const name = JSON.stringify(pod.metadata?.name ?? '');
    const namespace = JSON.stringify(pod.metadata?.namespace ?? '');
    const which = `error when evicting pods/${name} -n ${namespace}`;
    for (;;) {
      out(`evicting pod ${podName(pod)}${this.#dryRun === 'server' ? ' (server dry run)' : ''}\n`);
      if (world.now() >= this.#deadline) {
        throw new CommandError(`${which}: global timeout reached: ${durationString(this.#timeout)}`);
      }
      try {
        const { name: podOnly = '', namespace: within = '' } = pod.metadata ?? {};
        await factory.rest.post(`${pathOfPod(pod)}/eviction`, {
          kind: 'Eviction',
          apiVersion: 'policy/v1',
          metadata: { name: podOnly, namespace: within },
          deleteOptions: this.#deleteOptions(),
        });
        break;
      } catch (error) {
        if (isNotFound(error)) return;
        const reason = error instanceof Error ? error.message : String(error);
        const terminating = isForbidden(error) && statusCause(error, 'NamespaceTerminating') !== undefined;
        if (terminating && pod.metadata?.deletionTimestamp != null) break;
        if (isTooManyRequests(error)) err(`${which} (will retry after 5s): ${reason}\n`);
        else if (terminating) {
          err(
            `error when evicting pod ${name} from terminating namespace ${namespace} (will retry after 5s): ${reason}\n`,
          );
        } else throw new CommandError(`${which}: ${reason}`);
        await world.sleep(RETRY);
      }
    }
    if (this.#dryRun === 'server') return;
    try {
      await this.#gone([pod], true);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CommandError(`error when waiting for pod ${name} in namespace ${namespace} to terminate: ${reason}`);
    }
  }

  /** waitForDelete: looks every second, and says of each when it has gone. */
  async #gone(pods: readonly IPod[], evicted: boolean): Promise<void> {
    const { world, out } = this.invocation;
    let pending = pods;
    for (;;) {
      const still: IPod[] = [];
      for (const pod of pending) {
        const there = await this.#current(pod);
        if (there === undefined) {
          const printer = namePrinter(
            `${evicted ? 'evicted' : 'deleted'}${this.#dryRun === 'server' ? ' (server dry run)' : ''}`,
          );
          out(printer.print({ ...pod, apiVersion: 'v1', kind: 'Pod' }));
        } else if (isLeftBehind(there, this.#skipAfter, world.now())) {
          const name = JSON.stringify(pod.metadata?.name ?? '');
          out(`pod ${name} has DeletionTimestamp older than ${this.#skipAfter} seconds, skipping\n`);
        } else still.push(pod);
      }
      pending = still;
      if (pending.length === 0) return;
      if (world.now() >= this.#deadline) throw new CommandError(this.#tooLate(evicted));
      await world.sleep(Math.min(SECOND, Math.max(0, this.#deadline - world.now())));
    }
  }

  #tooLate(evicted: boolean): string {
    return evicted ? `global timeout reached: ${durationString(this.#timeout)}` : 'timed out waiting for the condition';
  }

  /** The pod itself, not another of its name. */
  async #current(pod: IPod): Promise<IPod | undefined> {
    try {
      const there = (await this.invocation.factory.rest.get(pathOfPod(pod))) as unknown as IPod;
      return there.metadata?.uid === pod.metadata?.uid ? there : undefined;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}

function pathOfPod({ metadata }: IPod): string {
  return `${corePath('pods', metadata?.namespace ?? '')}/${encodeURIComponent(metadata?.name ?? '')}`;
}
