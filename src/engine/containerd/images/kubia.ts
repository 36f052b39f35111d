import { MILLISECOND } from '../../sim/index.ts';
import { NODE_BASE, layer, text, type Image } from './image.ts';

/** The web server of "Kubernetes in Action": it says which pod was hit. Node as process 1 does not hear SIGTERM. */
export const kubia: Image = {
  repository: 'docker.io/luksa/kubia',
  layers: [NODE_BASE, layer('node:7 buildpack', 181_000_000), layer('node:7', 20_100_000), layer('kubia app.js', 400)],
  entrypoint: ['node', 'app.js'],
  cmd: [],
  shell: true,
  server: {
    binaries: ['node'],
    ports: [8080],
    startup: 350 * MILLISECOND,
    log: ['Kubia server starting...'],
    http: (_request, context) => text(200, `You've hit ${context.hostname}\n`),
    accessLog: () => 'Received request from ::ffff:10.244.0.1',
  },
};
