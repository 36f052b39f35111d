import type { Lesson } from '../../schema.ts';

/** The manifest that the first chapter of many a Korean introduction shows. */
const MANIFEST = `apiVersion: v1
kind: Pod
metadata:
  name: k8s-nodejs
  labels:
    app: hi-nodejs
spec:
  containers:
    - name: gpu-test
      image: 1985ck/gpu-test:1.0
      ports:
        - containerPort: 8000
`;

export const podIsBorn: Lesson = {
  id: 'pod-is-born',
  title: 'lesson.pod.title',
  summary: 'lesson.pod.summary',
  steps: [
    { say: 'lesson.pod.ask', act: { type: 'apply', manifest: MANIFEST } },
    { say: 'lesson.pod.stored', until: { type: 'pods', app: 'hi-nodejs', status: 'created', count: 1 } },
    { say: 'lesson.pod.chosen', until: { type: 'pods', app: 'hi-nodejs', status: 'bound', count: 1 } },
    { say: 'lesson.pod.kubelet', until: { type: 'pods', app: 'hi-nodejs', status: 'running', count: 1 } },
    { say: 'lesson.pod.reported', until: { type: 'pods', app: 'hi-nodejs', status: 'ready', count: 1 } },
  ],
  goal: { type: 'pods', app: 'hi-nodejs', status: 'ready', count: 1 },
  next: 'lesson.pod.next',
};
