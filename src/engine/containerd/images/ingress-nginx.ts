import { SECOND } from '../../sim/index.ts';
import { ALPINE, layer, type Image } from './image.ts';

const MIB = 1024 * 1024;

/** What hands requests on by host and path, once somebody has applied its manifest. */
export const ingressNginx: Image = {
  repository: 'registry.k8s.io/ingress-nginx/controller',
  layers: [ALPINE, layer('nginx and its modules', 78_400_000), layer('nginx-ingress-controller', 21_600_000)],
  entrypoint: ['/usr/bin/dumb-init', '--'],
  cmd: ['/nginx-ingress-controller'],
  shell: true,
  uses: { millicores: 4, memoryBytes: 92 * MIB, millisecondsPerRequest: 0.3 },
  server: {
    // The image starts it by way of dumb-init, which hands signals on.
    binaries: ['dumb-init', 'nginx-ingress-controller'],
    ports: [80, 443, 10254],
    startup: 2 * SECOND,
    log: [
      '-------------------------------------------------------------------------------',
      'NGINX Ingress controller',
      '  Release:       v1.13.0',
      '  Repository:    https://github.com/kubernetes/ingress-nginx',
      '-------------------------------------------------------------------------------',
    ],
    service: 'ingress-nginx',
    shutdown: SECOND,
  },
};
