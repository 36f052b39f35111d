import type { Lesson } from '../../schema.ts';

const MANIFEST = `apiVersion: v1
kind: ReplicationController
metadata:
  name: kubia
spec:
  replicas: 3
  selector:
    app: kubia
  template:
    metadata:
      labels:
        app: kubia
    spec:
      containers:
        - name: kubia
          image: luksa/kubia
          ports:
            - containerPort: 8080
`;

export const selfHealing: Lesson = {
  id: 'self-healing',
  title: 'lesson.heal.title',
  summary: 'lesson.heal.summary',
  steps: [
    {
      say: 'lesson.heal.ask',
      act: { type: 'apply', manifest: MANIFEST },
      until: { type: 'pods', app: 'kubia', status: 'ready', count: 3 },
    },
    { say: 'lesson.heal.three' },
    { say: 'lesson.heal.killPod', act: { type: 'deletePod', app: 'kubia' } },
    { say: 'lesson.heal.replaced', until: { type: 'pods', app: 'kubia', status: 'ready', count: 3 } },
    {
      say: 'lesson.heal.killNode',
      act: { type: 'fault', name: 'node-down', params: { node: 'worker-2' } },
      until: { type: 'node', name: 'worker-2', ready: false },
    },
    { say: 'lesson.heal.wait', until: { type: 'podsOff', app: 'kubia', node: 'worker-2', count: 3 } },
    { say: 'lesson.heal.elsewhere' },
  ],
  goal: { type: 'podsOff', app: 'kubia', node: 'worker-2', count: 3 },
  next: 'lesson.heal.next',
};
