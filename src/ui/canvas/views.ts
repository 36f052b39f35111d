import type { ComponentType } from 'react';
import type { MessageId } from '../../i18n/index.ts';
import type { GlyphName } from '../kit/index.ts';
import { ClusterView } from './cluster-view.tsx';
import { later } from './later.ts';

export { later };

/** A way of looking at the same objects. */
export interface View {
  /** As in the address and in `data-view`. */
  readonly id: string;
  readonly message: MessageId;
  readonly glyph: GlyphName;
  /** What is drawn; without props, it asks the store. */
  readonly component: ComponentType;
  /** It looks closely at one thing: of which resource. The thing's name is the place's `subject`. */
  readonly closeUpOf?: 'nodes';
}

/** The order of the switch, and of the digits that choose them. A new view is one line here. */
export const VIEWS: readonly View[] = [
  { id: 'cluster', message: 'view.cluster', glyph: 'start', component: ClusterView },
  {
    id: 'ownership',
    message: 'view.ownership',
    glyph: 'tree',
    component: later(async () => (await import('./ownership/index.ts')).OwnershipView),
  },
  {
    id: 'traffic',
    message: 'view.traffic',
    glyph: 'traffic',
    component: later(async () => (await import('./traffic/index.ts')).TrafficView),
  },
  {
    id: 'namespaces',
    message: 'view.namespaces',
    glyph: 'fence',
    component: later(async () => (await import('./namespaces/index.ts')).NamespacesView),
  },
  {
    id: 'node',
    message: 'view.node',
    glyph: 'machine',
    component: later(async () => (await import('./node/index.ts')).NodeView),
    closeUpOf: 'nodes',
  },
  {
    id: 'control-plane',
    message: 'view.controlPlane',
    glyph: 'door',
    component: later(async () => (await import('./control-plane/index.ts')).ControlPlaneView),
  },
  {
    id: 'health',
    message: 'view.health',
    glyph: 'chart',
    component: later(async () => (await import('../overview/index.ts')).HealthOverview),
  },
];

export function viewOf(id: string): View {
  return VIEWS.find((view) => view.id === id) ?? VIEWS[0]!;
}
