import type { Relation } from '../../../engine/api/kind.ts';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { kindNamed, pointsAt, relations, type KindFacts } from '../../kinds/index.ts';
import { fieldOf } from '../../kinds/custom-state.ts';
import type { PlotView } from './plot-view.ts';

/** Something that is not of a tree and has to do with it: it acts on the tree, or the tree uses it. */
export interface Attached {
  readonly facts: KindFacts;
  readonly verb: string;
  readonly direction: 'acts' | 'used';
  readonly namespace: string;
  readonly name: string;
  /** undefined: it is referred to, and there is none. */
  readonly object: ApiObject | undefined;
}

/** Resources that act on trees, and such as trees use. */
export const ACTING = [
  'horizontalpodautoscalers.autoscaling',
  'poddisruptionbudgets.policy',
  'services',
  'networkpolicies.networking.k8s.io',
] as const;
export const USED = ['configmaps', 'secrets', 'serviceaccounts', 'persistentvolumeclaims'] as const;

export type Surroundings = ReadonlyMap<string, readonly ApiObject[]>;

/** What hangs on a tree, first what acts on it; a tree that is all but gone has nothing. */
export function attachedTo(view: PlotView, surroundings: Surroundings): readonly Attached[] {
  const template = templateOf(view);
  const { namespace } = view.plot;
  const acting = ACTING.flatMap((resource) =>
    near(surroundings, resource, namespace).flatMap((object) => {
      const relation = relations(object).find((one) => concerns(one, view, template));
      const facts = kindNamed(object.kind);
      if (!relation || !facts) return [];
      const { name } = object.metadata;
      return [{ facts, verb: relation.verb, direction: 'acts' as const, namespace, name, object }];
    }),
  );
  return [...acting, ...usedBy(view, template, surroundings)];
}

function near(surroundings: Surroundings, resource: string, namespace: string): readonly ApiObject[] {
  return (surroundings.get(resource) ?? []).filter(({ metadata }) => metadata.namespace === namespace);
}

/** An object such as the pods of a tree will be, whether there are any now or not. */
function templateOf(view: PlotView): ApiObject | undefined {
  const spec = view.root?.object.spec;
  const template = fieldOf(spec, 'template') ?? fieldOf(fieldOf(fieldOf(spec, 'jobTemplate'), 'spec'), 'template');
  const inner = fieldOf(template, 'spec');
  if (typeof inner !== 'object' || inner === null || !('containers' in inner)) return view.pods[0];
  const labels = fieldOf(fieldOf(template, 'metadata'), 'labels') as Readonly<Record<string, string>> | undefined;
  const { plot } = view;
  const metadata = {
    name: '',
    namespace: plot.namespace,
    uid: '',
    resourceVersion: '',
    creationTimestamp: '',
    ...(labels && { labels }),
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: inner };
}

function concerns(relation: Relation, view: PlotView, template: ApiObject | undefined): boolean {
  if (relation.verb === 'scales') return view.root !== undefined && pointsAt(relation, view.root.object);
  return relation.verb === 'selects' && template !== undefined && pointsAt(relation, template);
}

/** Every pod has these from the cluster itself: they tell nothing. */
const EVERYWHERE = new Set(['ServiceAccount default', 'ConfigMap kube-root-ca.crt']);

function usedBy(view: PlotView, template: ApiObject | undefined, surroundings: Surroundings): readonly Attached[] {
  const { namespace } = view.plot;
  const own = view.root && !kindNamed(view.root.object.kind) ? relations(view.root.object) : [];
  const found = [...own, ...(template ? relations(template) : [])];
  return found.flatMap(({ kind, group, name, verb }) => {
    const facts = kindNamed(kind, group);
    if (!facts || name === undefined || !isUsed(facts.resource) || EVERYWHERE.has(`${kind} ${name}`)) return [];
    // Where each pod has a claim of its own, claims stand in the tree.
    if (kind === 'PersistentVolumeClaim' && view.form === 'ordinals') return [];
    const object = near(surroundings, facts.resource, namespace).find(({ metadata }) => metadata.name === name);
    return [{ facts, verb, direction: 'used' as const, namespace, name, object }];
  });
}

function isUsed(resource: string): boolean {
  return USED.some((one) => one === resource);
}
