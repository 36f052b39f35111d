/** Fills cluster roles that are made of others, such as `admin`. pkg/controller/clusterroleaggregation */
import { compareStrings, labelSelectorAsSelector, semanticDeepEqual } from '../../apimachinery/index.ts';
import type { ClusterRole } from '../../api/clusterrole/types.ts';
import { CLUSTER_ROLES } from '../../api/refs.ts';
import { WorkQueue, runWorkers } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Controller, ControllerContext } from '../context.ts';

const NAME = 'clusterrole-aggregation-controller';
const WORKERS = 5;

type Rules = NonNullable<ClusterRole['rules']>;

/** The rules of all roles that the role's selectors choose, by their names, each rule once. syncClusterRole */
export function aggregatedRules(role: ClusterRole, all: readonly ClusterRole[]): Rules {
  const rules: Rules[number][] = [];
  for (const wire of role.aggregationRule?.clusterRoleSelectors ?? []) {
    const selector = labelSelectorAsSelector(wire);
    const chosen = all.filter((other) => other !== role && selector.matches(other.metadata.labels));
    chosen.sort((a, b) => compareStrings(a.metadata.name, b.metadata.name));
    for (const other of chosen) {
      if (other.metadata.name === role.metadata.name) continue;
      for (const rule of other.rules ?? [])
        if (!rules.some((known) => semanticDeepEqual(known, rule))) rules.push(rule);
    }
  }
  return rules;
}

function start(context: ControllerContext): void {
  const { informers, process } = context;
  const client = context.client(NAME).resource<ClusterRole>(CLUSTER_ROLES);
  const roles = informers.informer<ClusterRole>(CLUSTER_ROLES);
  const queue = new WorkQueue(process, 'clusterrole_aggregation');
  // Any role may be part of any aggregated one, and those are few.
  const look = (): void => {
    for (const { metadata, aggregationRule } of roles.store.list()) if (aggregationRule) queue.add(metadata.name);
  };
  roles.addEventHandler({ onAdd: look, onUpdate: look, onDelete: look });
  function* sync(name: string): Task {
    const role = roles.store.get(name);
    if (!role?.aggregationRule) return;
    const rules = aggregatedRules(role, roles.store.list());
    if (!semanticDeepEqual(rules, role.rules)) yield* client.update({ ...role, rules });
  }
  context.whenSynced(NAME, [roles], () => runWorkers(process, queue, WORKERS, sync));
}

export const clusterRoleAggregationController: Controller = { name: NAME, start };
