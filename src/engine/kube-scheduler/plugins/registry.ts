import type { Client } from '../../client-go/index.ts';
import type { Cache } from '../cache/cache.ts';
import type { WeightedPlugin } from '../framework/runtime.ts';
import type { Plugin } from '../framework/interface.ts';
import { DefaultBinder } from './defaultbinder/index.ts';
import { DefaultPreemption, type PreemptionHandle } from './defaultpreemption/index.ts';
import { ImageLocality } from './imagelocality/index.ts';
import type { NamespaceLabels } from './interpodaffinity/filtering.ts';
import { InterPodAffinity } from './interpodaffinity/index.ts';
import { NodeAffinity } from './nodeaffinity/index.ts';
import { NodeName } from './nodename/index.ts';
import { NodePorts } from './nodeports/index.ts';
import { BalancedAllocation } from './noderesources/balanced-allocation.ts';
import { Fit } from './noderesources/fit.ts';
import { NodeUnschedulable } from './nodeunschedulable/index.ts';
import type { WorkloadLister } from './podtopologyspread/default-selector.ts';
import { PodTopologySpread } from './podtopologyspread/index.ts';
import { PrioritySort } from './queuesort/index.ts';
import { SchedulingGates } from './schedulinggates/index.ts';
import { TaintToleration } from './tainttoleration/index.ts';
import { VolumeBinding } from './volumebinding/index.ts';
import type { Volumes } from './volumebinding/volumes.ts';

/** What plugins are given beside the pod and the node. */
export interface PluginHandle {
  readonly cache: Cache;
  readonly client: Client;
  readonly workloads: WorkloadLister;
  readonly namespaceLabels: NamespaceLabels;
  readonly volumes: Volumes;
  readonly preemption: PreemptionHandle;
}

const weigh = (plugin: Plugin, weight = 1): WeightedPlugin => ({ plugin, weight });

/** The default profile, in order and with weights (pkg/scheduler/apis/config/v1/default_plugins.go). */
export function defaultPlugins(handle: PluginHandle): readonly WeightedPlugin[] {
  const { cache, client, workloads, namespaceLabels, volumes, preemption } = handle;
  return [
    weigh(new SchedulingGates()),
    weigh(new PrioritySort()),
    weigh(new NodeUnschedulable()),
    weigh(new NodeName()),
    weigh(new TaintToleration(), 3),
    weigh(new NodeAffinity(), 2),
    weigh(new NodePorts()),
    weigh(new Fit()),
    weigh(new VolumeBinding(volumes, client.process.sim)),
    weigh(new PodTopologySpread(cache, workloads), 2),
    weigh(new InterPodAffinity(cache, namespaceLabels), 2),
    weigh(new DefaultPreemption(preemption)),
    weigh(new BalancedAllocation()),
    weigh(new ImageLocality(cache)),
    weigh(new DefaultBinder(client)),
  ];
}
