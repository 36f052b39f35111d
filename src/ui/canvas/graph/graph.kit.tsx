import type { ReactNode } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { Sheet, Story } from '../../kit/index.ts';
import { fixtureDeployment, fixtureNode } from '../../kit/fixture/objects.ts';
import { GraphCard } from './card.tsx';
import './index.ts';

const CREATED = '2026-01-01T00:00:00Z';

function object(kind: string, apiVersion: string, rest: Partial<ApiObject> = {}): ApiObject {
  const metadata = { name: 'web', namespace: 'default', uid: kind, resourceVersion: '1', creationTimestamp: CREATED };
  return { apiVersion, kind, metadata, ...rest };
}

const condition = (type: string, status: 'True' | 'False') => ({ conditions: [{ type, status }] });

/** One card for each way of being that a kind's state can tell, by what it is about. */
const OBJECTS: readonly (readonly [name: string, resource: string, object: ApiObject])[] = [
  ['Deployment ready', 'deployments.apps', fixtureDeployment('web', 3, 3)],
  ['Deployment on its way', 'deployments.apps', fixtureDeployment('web', 3, 1)],
  ['Deployment at rest', 'deployments.apps', fixtureDeployment('web', 0, 0)],
  [
    'Job complete',
    'jobs.batch',
    object('Job', 'batch/v1', { spec: { completions: 1 }, status: { succeeded: 1, ...condition('Complete', 'True') } }),
  ],
  [
    'Job failed',
    'jobs.batch',
    object('Job', 'batch/v1', { spec: { completions: 1 }, status: { failed: 7, ...condition('Failed', 'True') } }),
  ],
  [
    'CronJob suspended',
    'cronjobs.batch',
    object('CronJob', 'batch/v1', { spec: { schedule: '*/5 * * * *', suspend: true } }),
  ],
  [
    'claim bound',
    'persistentvolumeclaims',
    object('PersistentVolumeClaim', 'v1', { spec: {}, status: { phase: 'Bound' } }),
  ],
  [
    'claim pending',
    'persistentvolumeclaims',
    object('PersistentVolumeClaim', 'v1', { spec: {}, status: { phase: 'Pending' } }),
  ],
  ['Service', 'services', object('Service', 'v1', { spec: { clusterIP: '10.96.0.12', ports: [{ port: 80 }] } })],
  ['ConfigMap', 'configmaps', object('ConfigMap', 'v1')],
  ['node not ready', 'nodes', fixtureNode('worker-1', false)],
  ['custom, ready', 'widgets.example.com', object('Widget', 'example.com/v1', { status: condition('Ready', 'True') })],
];

function story([name, resource, of]: (typeof OBJECTS)[number], look: 'root' | 'low', gone = false): Story {
  const height = look === 'root' ? 70 : 34;
  const place = { x: 0, y: 0, width: 168, height };
  return {
    name: `${name}${look === 'low' ? ', low' : ''}${gone ? ', gone' : ''}`,
    render: () => (
      <div style={{ position: 'relative', width: 168, height }}>
        <GraphCard object={of} resource={resource} uid={name} parent="" place={place} look={look} gone={gone} />
      </div>
    ),
  };
}

const sheet: Sheet = {
  title: 'graph',
  frame: (story: ReactNode) => (
    <div className="board graph" data-nearness="close" style={{ position: 'static', background: 'none' }}>
      {story}
    </div>
  ),
  stories: [
    ...OBJECTS.map((each) => story(each, 'root')),
    ...OBJECTS.slice(0, 2).map((each) => story(each, 'low')),
    story(OBJECTS[0]!, 'root', true),
  ],
};
export default sheet;
