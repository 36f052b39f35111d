import { getControllerOf, type ApiObject } from '../../../engine/apimachinery/index.ts';
import { stateOf } from '../../kinds/index.ts';
import { fieldOf } from '../../kinds/custom-state.ts';
import { matches, useFilter, type Facts, type Filter } from '../../store/index.ts';
import type { PlotView } from './plot-view.ts';

function factsOf(object: ApiObject): Facts {
  const { name, namespace = '', labels = {} } = object.metadata;
  const node = fieldOf(object.spec, 'nodeName');
  return {
    ...{ kind: object.kind, name, labels, zone: '' },
    namespace: object.kind === 'Namespace' ? name : namespace,
    get status() {
      return stateOf(object).status;
    },
    node: typeof node === 'string' ? node : '',
    owner: getControllerOf(object)?.name ?? '',
  };
}

function missesIn(filter: Filter, object: ApiObject): boolean {
  return filter.terms.length > 0 && !matches(filter, factsOf(object));
}

/** Whether an object is not what the person looks for. */
export function useMisses(object: ApiObject): boolean {
  return missesIn(
    useFilter(({ filter }) => filter),
    object,
  );
}

/** Whether nothing of a tree is. An owner is lit for what it owns. */
export function useTreeMisses(view: PlotView | undefined): boolean {
  const filter = useFilter((state) => state.filter);
  if (!view || filter.terms.length === 0) return false;
  const owners = [view.root, ...view.rows.map(({ member }) => member), ...view.folded];
  return (
    owners.every((member) => !member || missesIn(filter, member.object)) &&
    view.pods.every((pod) => missesIn(filter, pod))
  );
}

/** Whether a namespace is not; only terms about namespaces are about it. */
export function useNamespaceMisses(name: string): boolean {
  const filter = useFilter((state) => state.filter);
  const terms = filter.terms.filter((term) => term.type === 'field' && term.field === 'ns');
  const facts = { kind: 'Namespace', name, namespace: name, labels: {}, status: '', node: '', owner: '', zone: '' };
  return terms.length > 0 && !matches({ ...filter, terms }, facts);
}
