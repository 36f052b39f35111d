import type { MouseEvent } from 'react';
import { resourceOfKind } from '../../kinds/index.ts';
import type { Session } from '../../store/index.ts';
import { goCloser } from './go-closer.ts';

/** One listener for the whole map: what was clicked says itself what it is. */
export function selectClicked(session: Session, event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : undefined;
  const drawn = target?.closest<HTMLElement>('[data-kind], [data-process]');
  if (!drawn) {
    session.select(undefined);
    return;
  }
  const { kind, namespace = '', name = '', process } = drawn.dataset;
  const resource = drawn.dataset['resource'] ?? resourceOfKind(kind ?? '');
  if (process !== undefined) session.select({ type: 'component', process });
  else if (kind !== undefined && resource !== undefined)
    session.select({ type: 'object', ref: { resource, namespace, name } });
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
