import { layer, type Image } from './image.ts';

/** Without a command it is a shell without a terminal: it ends at once, with 0. */
export const busybox: Image = {
  repository: 'docker.io/library/busybox',
  layers: [layer('busybox', 2_210_000)],
  entrypoint: [],
  cmd: ['sh'],
  shell: true,
  base: 'busybox',
};
