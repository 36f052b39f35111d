import { matchesEvent, type ClusterEventWithHint } from '../framework/events.ts';
import type { WeightedPlugin } from '../framework/runtime.ts';
import type { ReceivedEvent } from './in-flight.ts';
import type { QueuedPodInfo } from './queued-pod-info.ts';

/** Where an event takes a waiting pod. */
export type QueueingStrategy = 'queueSkip' | 'queueAfterBackoff' | 'queueImmediately';

/** What each plugin wants to hear of, asked once (scheduler.go, buildQueueingHintMap). */
export class QueueingHints {
  readonly #registered = new Map<string, readonly ClusterEventWithHint[]>();

  constructor(plugins: readonly WeightedPlugin[]) {
    for (const { plugin } of plugins) {
      if (plugin.eventsToRegister) this.#registered.set(plugin.name, plugin.eventsToRegister());
    }
  }

  /** The plugins that an event can concern at all. */
  pluginsFor({ event }: ReceivedEvent): string[] {
    const found: string[] = [];
    for (const [name, events] of this.#registered) {
      if (events.some((registered) => matchesEvent(registered, event))) found.push(name);
    }
    return found;
  }

  /** Whether the event may help the pod, by what rejected it (backend/queue/scheduling_queue.go, isPodWorthRequeuing). */
  strategyFor(queued: QueuedPodInfo, received: ReceivedEvent): QueueingStrategy {
    const { unschedulablePlugins, pendingPlugins } = queued;
    if (unschedulablePlugins.size + pendingPlugins.size === 0 || received.event.resource === '*') {
      return 'queueAfterBackoff';
    }
    for (const plugin of pendingPlugins) if (this.#helps(plugin, queued, received)) return 'queueImmediately';
    for (const plugin of unschedulablePlugins) if (this.#helps(plugin, queued, received)) return 'queueAfterBackoff';
    return 'queueSkip';
  }

  #helps(plugin: string, { podInfo }: QueuedPodInfo, { event, before, after }: ReceivedEvent): boolean {
    for (const registered of this.#registered.get(plugin) ?? []) {
      if (!matchesEvent(registered, event)) continue;
      if (registered.hint === undefined || registered.hint(podInfo, before, after) === 'Queue') return true;
    }
    return false;
  }
}
