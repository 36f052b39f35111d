import { matches, useFilter } from '../../store/index.ts';

/** Whether a namespace is not what the person looks for: only terms about namespaces are about a whole plate. */
export function useMisses(name: string): boolean {
  const filter = useFilter((state) => state.filter);
  const terms = filter.terms.filter((term) => term.type === 'field' && term.field === 'ns');
  const facts = { kind: 'Namespace', name, namespace: name, labels: {}, status: '', node: '', owner: '', zone: '' };
  return terms.length > 0 && !matches({ ...filter, terms }, facts);
}
