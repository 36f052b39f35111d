import { SECOND } from '../../sim/index.ts';
import { layer, type Image } from './image.ts';

const MIB = 1024 * 1024;

/** What `kubectl top` and autoscalers ask, once somebody has applied its manifest. */
export const metricsServer: Image = {
  repository: 'registry.k8s.io/metrics-server/metrics-server',
  layers: [layer('distroless static', 2_100_000), layer('metrics-server', 19_800_000)],
  entrypoint: ['/metrics-server'],
  cmd: [],
  shell: false,
  uses: { millicores: 3, memoryBytes: 19 * MIB },
  server: {
    binaries: ['metrics-server'],
    ports: [10250, 4443],
    startup: SECOND,
    log: ['"Starting RequestHeaderAuthRequestController"', '"Serving securely" address="[::]:10250"'],
    service: 'metrics-server',
    shutdown: SECOND / 5,
  },
};
