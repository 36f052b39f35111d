import type { MouseEvent } from 'react';
import { resourceOfKind } from '../../kinds/index.ts';
import type { Selection, Session } from '../../store/index.ts';
import { goCloser } from './go-closer.ts';

/** What something on the page stands for, by what it says in its data; undefined: for nothing that can be selected. */
export function drawnAt(target: Element | null): { element: HTMLElement; selection: Selection } | undefined {
  const element = target?.closest<HTMLElement>('[data-kind], [data-process]');
  if (!element) return undefined;
  const { kind = '', namespace = '', name = '', process } = element.dataset;
  if (process !== undefined) return { element, selection: { type: 'component', process } };
  const resource = element.dataset['resource'] ?? resourceOfKind(kind);
  return resource === undefined
    ? undefined
    : { element, selection: { type: 'object', ref: { resource, namespace, name } } };
}

/** One listener for the whole map: what was clicked says itself what it is. */
export function selectClicked(session: Session, event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const drawn = drawnAt(target);
  if (drawn) session.select(drawn.selection);
  else if (!target?.closest('[data-kind]')) session.select(undefined);
}

/** Enter on a machine that has the keyboard's focus; what is a button already acts as one. */
export function selectFocused(session: Session): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused.dataset['kind'] !== 'Node') return;
  const { selection } = session.store.getState();
  const chosen =
    selection?.type === 'object' &&
    selection.ref.resource === 'nodes' &&
    selection.ref.name === focused.dataset['name'];
  // Once more on what is selected already: into it.
  if (!chosen || !goCloser(focused))
    session.select({ type: 'object', ref: { resource: 'nodes', namespace: '', name: focused.dataset['name'] ?? '' } });
}
