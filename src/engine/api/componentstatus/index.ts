/** ComponentStatus: how a part of the control plane is, looked at when asked. Deprecated since v1.19, and still there. */
import { answeredKind } from '../answered.ts';
import { column, NAME } from '../columns.ts';
import type { ComponentStatus } from './types.ts';

export const componentStatusKind = answeredKind<ComponentStatus>({
  group: '',
  version: 'v1',
  kind: 'ComponentStatus',
  resource: 'componentstatuses',
  singular: 'componentstatus',
  shortNames: ['cs'],
  namespaced: false,
  verbs: ['get', 'list'],
  printer: {
    columns: [
      NAME,
      column('Status', 'Whether the component answers that it is well.'),
      column('Message', 'What it answered.'),
      column('Error', 'Why it could not be asked.'),
    ],
    /** printComponentStatus */
    cells({ metadata, conditions = [] }) {
      const healthy = conditions.find(({ type }) => type === 'Healthy');
      const status = healthy === undefined ? 'Unknown' : healthy.status === 'True' ? 'Healthy' : 'Unhealthy';
      return [metadata.name, status, healthy?.message ?? '', healthy?.error ?? ''];
    },
  },
});
