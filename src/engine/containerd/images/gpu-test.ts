import { SECOND } from '../../sim/index.ts';
import { layer, type Image } from './image.ts';

/** A course's test of scheduling onto a GPU: it prints what it found and stays. */
export const gpuTest: Image = {
  repository: 'docker.io/1985ck/gpu-test',
  layers: [layer('ubuntu:22.04', 29_500_000), layer('cuda:12 base', 92_000_000), layer('gpu-test', 8_400_000)],
  entrypoint: ['/gpu-test'],
  cmd: [],
  shell: true,
  server: {
    binaries: ['gpu-test'],
    ports: [],
    startup: SECOND,
    log: ['gpu-test: looking for a device', 'gpu-test: no CUDA-capable device is detected', 'gpu-test: waiting'],
    shutdown: 50_000,
  },
};
