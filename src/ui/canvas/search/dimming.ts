import { resourceOfKind } from '../../kinds/index.ts';
import { matches, refKey, useFilter, type Facts, type Filter, type Session } from '../../store/index.ts';
import { ObjectFacts, ZONE } from './facts.ts';

const MARK = 'data-unmatched';

/**
 * Marks what is drawn and is not what the person looks for: `data-unmatched`, which the style sheet dims. A machine in which
 * something is found stays lit, and so does all that stands in a thing that is found itself. Returns how to stop.
 */
export function dimUnmatched(host: HTMLElement, session: Session): () => void {
  let handle = 0;
  const mark = (): void => {
    handle = 0;
    markAll(host, session, useFilter.getState().filter);
  };
  const soon = (): void => {
    if (handle === 0) handle = requestAnimationFrame(mark);
  };
  const observer = new MutationObserver(soon);
  const follow = ({ filter }: { readonly filter: Filter }): void => {
    observer.disconnect();
    if (filter.terms.length > 0)
      observer.observe(host, { subtree: true, childList: true, attributeFilter: ['data-status', 'data-name'] });
    soon();
  };
  follow(useFilter.getState());
  const forget = useFilter.subscribe(follow);
  return () => {
    forget();
    observer.disconnect();
    cancelAnimationFrame(handle);
  };
}

function markAll(host: HTMLElement, session: Session, filter: Filter): void {
  if (filter.terms.length === 0) {
    for (const element of host.querySelectorAll(`[${MARK}]`)) element.removeAttribute(MARK);
    return;
  }
  const all = [...host.querySelectorAll<HTMLElement>('[data-kind][data-name]')];
  const lit = new Set<Element>();
  const found = new Set<Element>();
  for (const element of all) {
    const above = element.parentElement?.closest('[data-kind][data-name]');
    // Parents come first in the document: one that is found itself lights what stands in it.
    if (!(above && found.has(above)) && !matches(filter, factsOf(element, session))) continue;
    found.add(element);
    for (let at: Element | null | undefined = element; at; at = at.parentElement?.closest('[data-kind][data-name]'))
      lit.add(at);
  }
  for (const element of all) {
    if (element.hasAttribute(MARK) === lit.has(element)) element.toggleAttribute(MARK, !lit.has(element));
  }
}

/** What the object behind an element tells; of one that is gone, what the element itself says. */
function factsOf({ dataset }: HTMLElement, session: Session): Facts {
  const { kind = '', name = '', namespace = '', status = '' } = dataset;
  const resource = dataset['resource'] ?? resourceOfKind(kind) ?? '';
  const object = session.world.get(resource, refKey(namespace, name));
  if (object) return new ObjectFacts(object, (node) => zoneOf(session, node));
  return { kind, name, namespace, status, labels: {}, node: '', owner: '', zone: '' };
}

export function zoneOf(session: Session, node: string): string {
  return session.world.get('nodes', refKey('', node))?.metadata.labels?.[ZONE] ?? '';
}
