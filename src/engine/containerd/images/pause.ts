import { layer, type Image } from './image.ts';

/** Holds a pod's network namespace, and nothing else. It ends when told to. */
export const pause: Image = {
  repository: 'registry.k8s.io/pause',
  layers: [layer('pause', 318_000)],
  entrypoint: ['/pause'],
  cmd: [],
  shell: false,
  server: { binaries: ['pause'], ports: [], startup: 0, log: [], shutdown: 5_000 },
};
