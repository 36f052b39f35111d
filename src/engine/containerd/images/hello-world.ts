import { layer, type Image } from './image.ts';

export const helloWorld: Image = {
  repository: 'docker.io/library/hello-world',
  layers: [layer('hello-world', 2_400)],
  entrypoint: [],
  cmd: ['/hello'],
  shell: false,
  prints: ['', 'Hello from Docker!', 'This message shows that your installation appears to be working correctly.', ''],
};
