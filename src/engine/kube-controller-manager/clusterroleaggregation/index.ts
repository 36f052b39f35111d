import {
  compareStrings,
  deepEqual,
  isNotFound,
  labelSelectorAsSelector,
  semanticDeepEqual,
} from '../../apimachinery/index.ts';
import type { ClusterRole } from '../../api/clusterrole/types.ts';
import type { PolicyRule } from '../../api/rbac/types.ts';
import { CLUSTER_ROLES } from '../../api/refs.ts';
import { WorkQueue, runWorkers } from '../../client-go/index.ts';
import type { Controller, ControllerContext } from '../context.ts';

const NAME = 'clusterrole-aggregation-controller';
const WORKERS = 5;

/**
 * Writes into each aggregating ClusterRole the rules of those that it selects. Who selects whom is not kept: all of them are
 * looked at whenever one changes, because they are few. pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go
 */
function start(context: ControllerContext): void {
  const { informers, process } = context;
  const roles = informers.informer<ClusterRole>(CLUSTER_ROLES);
  const client = context.client(NAME).resource<ClusterRole>(CLUSTER_ROLES);
  const queue = new WorkQueue(process, 'ClusterRoleAggregator');
  const enqueueAll = (): void => {
    for (const role of roles.store.list()) if (role.aggregationRule) queue.add(role.metadata.name);
  };
  roles.addEventHandler({ onAdd: enqueueAll, onUpdate: enqueueAll, onDelete: enqueueAll });
  context.whenSynced(NAME, [roles], () => {
    runWorkers(process, queue, WORKERS, function* (name) {
      const role = roles.store.get(name);
      if (!role?.aggregationRule) return;
      const rules = gatheredRules(role, roles.store.list());
      if (semanticDeepEqual(rules, role.rules ?? [])) return;
      try {
        yield* client.update({ ...role, rules });
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    });
  });
}

/** The rules of all that are selected, selector by selector and in the order of their names, each rule once. */
export function gatheredRules(role: ClusterRole, all: readonly ClusterRole[]): readonly PolicyRule[] {
  const rules: PolicyRule[] = [];
  const sorted = [...all].sort((a, b) => compareStrings(a.metadata.name, b.metadata.name));
  for (const wire of role.aggregationRule?.clusterRoleSelectors ?? []) {
    const selector = labelSelectorAsSelector(wire);
    for (const other of sorted) {
      if (other.metadata.name === role.metadata.name || !selector.matches(other.metadata.labels)) continue;
      for (const rule of other.rules ?? []) if (!rules.some((known) => deepEqual(known, rule))) rules.push(rule);
    }
  }
  return rules;
}

export const clusterRoleAggregationController: Controller = { name: NAME, start };
