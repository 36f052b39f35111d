import type { Lesson } from '../../schema.ts';

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: nginx
          image: nginx:1.26
          ports:
            - containerPort: 80
`;

const image = (version: string) =>
  ({ type: 'setImage', deployment: 'web', container: 'nginx', image: version }) as const;
const rolledOut = (version: string) => ({ type: 'rolledOut', deployment: 'web', image: version }) as const;

export const rollingUpdate: Lesson = {
  id: 'rolling-update',
  title: 'lesson.roll.title',
  summary: 'lesson.roll.summary',
  steps: [
    { say: 'lesson.roll.ask', act: { type: 'apply', manifest: MANIFEST }, until: rolledOut('nginx:1.26') },
    { say: 'lesson.roll.layers' },
    { say: 'lesson.roll.update', act: image('nginx:1.27'), until: rolledOut('nginx:1.27') },
    { say: 'lesson.roll.done' },
    { say: 'lesson.roll.undo', act: image('nginx:1.26'), until: rolledOut('nginx:1.26') },
    { say: 'lesson.roll.undone' },
  ],
  goal: rolledOut('nginx:1.26'),
  next: 'lesson.roll.next',
};
