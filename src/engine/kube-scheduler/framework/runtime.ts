import type { NodeInfo } from '../cache/node-info.ts';
import type { PodInfo } from '../cache/pod-info.ts';
import type { CycleState } from './cycle-state.ts';
import type { Plugin, PostFilterResult, PreFilterResult } from './interface.ts';
import type { NodeToStatus } from './node-to-status.ts';
import type { Task } from '../../sim/index.ts';
import { Status } from './status.ts';

/** A plugin and how much its score counts. */
export interface WeightedPlugin {
  readonly plugin: Plugin;
  readonly weight: number;
}

/** A Plugin that certainly stands at the extension point `Point`. */
type At<Point extends keyof Plugin> = Plugin & Required<Pick<Plugin, Point>>;

function at<Point extends keyof Plugin>(plugins: readonly WeightedPlugin[], point: Point): At<Point>[] {
  return plugins.filter(({ plugin }) => plugin[point] !== undefined).map(({ plugin }) => plugin as At<Point>);
}

export interface PreFilterOutcome {
  readonly status: Status | undefined;
  /** The only nodes to look at; undefined: all. */
  readonly nodeNames: ReadonlySet<string> | undefined;
  /** Which plugins have narrowed them down. */
  readonly narrowedBy: ReadonlySet<string>;
}

/** One plugin's normalized scores, in the order of the nodes. */
export interface PluginScores {
  readonly plugin: string;
  readonly weight: number;
  readonly values: readonly number[];
}

const NOTHING_NARROWED: ReadonlySet<string> = new Set();
const NO_POST_FILTER: PostFilterResult = { nominatedNodeName: undefined, status: undefined };

/** A profile's plugins, sorted by extension point, and how each point is run (framework/runtime/framework.go). */
export class Framework {
  readonly #preFilter;
  readonly #filter;
  readonly #preScore;
  readonly #score: readonly { plugin: At<'score'>; weight: number; buffer: number[] }[];
  readonly #reserve;
  readonly #permit;
  readonly #preBind;
  readonly #bind;
  readonly #postBind;
  readonly #postFilter;
  readonly #preEnqueue;
  readonly queueSort: At<'less'>;

  constructor(
    readonly profileName: string,
    readonly plugins: readonly WeightedPlugin[],
  ) {
    this.#preEnqueue = at(plugins, 'preEnqueue');
    this.#preFilter = at(plugins, 'preFilter');
    this.#filter = at(plugins, 'filter');
    this.#postFilter = at(plugins, 'postFilter');
    this.#preScore = at(plugins, 'preScore');
    this.#score = plugins
      .filter(({ plugin }) => plugin.score !== undefined)
      .map(({ plugin, weight }) => ({ plugin: plugin as At<'score'>, weight, buffer: [] }));
    this.#reserve = at(plugins, 'reserve');
    this.#permit = at(plugins, 'permit');
    this.#preBind = at(plugins, 'preBind');
    this.#bind = at(plugins, 'bind');
    this.#postBind = at(plugins, 'postBind');
    this.queueSort = at(plugins, 'less')[0]!;
  }

  runPreEnqueue(pod: PodInfo): Status | undefined {
    for (const plugin of this.#preEnqueue) {
      const status = plugin.preEnqueue(pod);
      if (status) return status;
    }
    return undefined;
  }

  runPreFilter(state: CycleState, pod: PodInfo, nodes: readonly NodeInfo[]): PreFilterOutcome {
    const narrowedBy = new Set<string>();
    let nodeNames: ReadonlySet<string> | undefined;
    for (const plugin of this.#preFilter) {
      const answer = plugin.preFilter(state, pod, nodes);
      if (answer === undefined) continue;
      if (answer instanceof Status) {
        if (answer.code === 'Skip') {
          state.skipFilter.add(plugin.name);
          continue;
        }
        return { status: answer, nodeNames: undefined, narrowedBy: new Set([answer.plugin]) };
      }
      narrowedBy.add(plugin.name);
      nodeNames = intersect(nodeNames, answer);
      if (nodeNames.size > 0) continue;
      return { status: nothingLeft(narrowedBy), nodeNames, narrowedBy };
    }
    return { status: undefined, nodeNames, narrowedBy: narrowedBy.size === 0 ? NOTHING_NARROWED : narrowedBy };
  }

  runPreFilterAddPod(state: CycleState, pod: PodInfo, added: PodInfo, node: NodeInfo): void {
    for (const plugin of this.#preFilter) {
      if (!state.skipFilter.has(plugin.name)) plugin.addPod?.(state, pod, added, node);
    }
  }

  runPreFilterRemovePod(state: CycleState, pod: PodInfo, removed: PodInfo, node: NodeInfo): void {
    for (const plugin of this.#preFilter) {
      if (!state.skipFilter.has(plugin.name)) plugin.removePod?.(state, pod, removed, node);
    }
  }

  /** The filters that have something to say in this cycle; chosen once, asked for each node. */
  activeFilters(state: CycleState): readonly At<'filter'>[] {
    return this.#filter.filter(({ name }) => !state.skipFilter.has(name));
  }

  runFilter(filters: readonly At<'filter'>[], state: CycleState, pod: PodInfo, node: NodeInfo): Status | undefined {
    for (let i = 0; i < filters.length; i++) {
      const status = (filters[i] as At<'filter'>).filter(state, pod, node);
      if (status !== undefined) return status;
    }
    return undefined;
  }

  runPostFilter(state: CycleState, pod: PodInfo, filtered: NodeToStatus): PostFilterResult {
    let result = NO_POST_FILTER;
    for (const plugin of this.#postFilter) {
      result = plugin.postFilter(state, pod, filtered);
      if (result.status === undefined) return result;
    }
    return result;
  }

  /** Runs PreScore, Score and NormalizeScore; `totals` gets each node's weighted sum. Values live until the next call. */
  runScore(state: CycleState, pod: PodInfo, nodes: readonly NodeInfo[], totals: number[]): PluginScores[] {
    for (const plugin of this.#preScore) {
      const status = plugin.preScore(state, pod, nodes);
      if (status?.code === 'Skip') state.skipScore.add(plugin.name);
    }
    const n = nodes.length;
    totals.length = n;
    totals.fill(0);
    const scores: PluginScores[] = [];
    for (const { plugin, weight, buffer } of this.#score) {
      if (state.skipScore.has(plugin.name)) continue;
      buffer.length = n;
      for (let i = 0; i < n; i++) buffer[i] = plugin.score(state, pod, nodes[i] as NodeInfo);
      plugin.normalizeScore?.(state, pod, nodes, buffer);
      for (let i = 0; i < n; i++) totals[i] = (totals[i] as number) + weight * (buffer[i] as number);
      scores.push({ plugin: plugin.name, weight, values: buffer });
    }
    return scores;
  }

  runReserve(state: CycleState, pod: PodInfo, nodeName: string): Status | undefined {
    for (const plugin of this.#reserve) {
      const status = plugin.reserve(state, pod, nodeName);
      if (status) return status;
    }
    return undefined;
  }

  /** In the reverse order of Reserve; called also for plugins that have reserved nothing. */
  runUnreserve(state: CycleState, pod: PodInfo, nodeName: string): void {
    for (let i = this.#reserve.length - 1; i >= 0; i--) this.#reserve[i]!.unreserve?.(state, pod, nodeName);
  }

  runPermit(state: CycleState, pod: PodInfo, nodeName: string): Status | undefined {
    for (const plugin of this.#permit) {
      const status = plugin.permit(state, pod, nodeName);
      if (status) return status;
    }
    return undefined;
  }

  *runPreBind(state: CycleState, pod: PodInfo, nodeName: string): Task<Status | undefined> {
    for (const plugin of this.#preBind) {
      const status = yield* plugin.preBind(state, pod, nodeName);
      if (status) return status;
    }
    return undefined;
  }

  *runBind(state: CycleState, pod: PodInfo, nodeName: string): Task<Status | undefined> {
    for (const plugin of this.#bind) {
      const status = yield* plugin.bind(state, pod, nodeName);
      if (status?.code === 'Skip') continue;
      if (status === undefined || status.isRejected) return status;
      return new Status('Error', [`running Bind plugin "${plugin.name}": ${status.message}`]);
    }
    return new Status('Error', ['no bind plugin has bound the pod']);
  }

  runPostBind(state: CycleState, pod: PodInfo, nodeName: string): void {
    for (const plugin of this.#postBind) plugin.postBind(state, pod, nodeName);
  }
}

function intersect(a: ReadonlySet<string> | undefined, b: PreFilterResult): ReadonlySet<string> {
  if (a === undefined) return b.nodeNames;
  return new Set([...a].filter((name) => b.nodeNames.has(name)));
}

function nothingLeft(narrowedBy: ReadonlySet<string>): Status {
  const plugins = [...narrowedBy].sort();
  const reason =
    plugins.length === 1
      ? `node(s) didn't satisfy plugin ${plugins[0] ?? ''}`
      : `node(s) didn't satisfy plugin(s) [${plugins.join(' ')}] simultaneously`;
  return new Status('UnschedulableAndUnresolvable', [reason], plugins[0]);
}
