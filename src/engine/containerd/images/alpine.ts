import { ALPINE, type Image } from './image.ts';

export const alpine: Image = {
  repository: 'docker.io/library/alpine',
  layers: [ALPINE],
  entrypoint: [],
  cmd: ['/bin/sh'],
  shell: true,
  base: 'alpine',
};
