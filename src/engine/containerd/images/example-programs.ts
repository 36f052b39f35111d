import { MILLISECOND, SECOND } from '../../sim/index.ts';
import { ALPINE, DEBIAN, layer, text, type Image, type Uses } from './image.ts';

const MIB = 1024 * 1024;

interface Example {
  readonly repository: string;
  readonly size: number;
  readonly ports: readonly number[];
  readonly log: readonly string[];
  readonly seconds?: number;
  readonly uses?: Uses;
  readonly says?: string;
}

/** A program of a published example: where it listens and what it says, as far as the example needs it. */
function example({ repository, size, ports, log, seconds = 0.5, uses, says }: Example): Image {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return {
    repository,
    layers: [size > 60_000_000 ? DEBIAN : ALPINE, layer(`${repository} program`, size)],
    entrypoint: [`/${name}`],
    cmd: [],
    shell: true,
    ...(uses && { uses }),
    server: {
      binaries: [name],
      ports,
      startup: seconds * SECOND,
      log,
      http: (_request, { hostname }) => text(200, `${says ?? `${name} on ${hostname}`}\n`),
      shutdown: 100 * MILLISECOND,
    },
  };
}

/** The programs of the kubernetes/examples repository. */
export const examplePrograms: readonly Image[] = [
  example({ repository: 'docker.io/kubernetes/pause', size: 240_000, ports: [], log: [] }),
  example({
    repository: 'docker.io/kubernetes/redis',
    size: 51_000_000,
    ports: [6379],
    log: ['* Ready to accept connections tcp'],
  }),
  example({
    repository: 'quay.io/connordoyle/cpuset-visualizer',
    size: 6_200_000,
    ports: [80],
    log: ['listening on :80'],
  }),
  example({
    repository: 'registry.k8s.io/spark',
    size: 395_000_000,
    ports: [7077, 8080],
    log: ['INFO Master: I have been elected leader! New state: ALIVE'],
    seconds: 4,
    uses: { millicores: 15, memoryBytes: 310 * MIB },
  }),
  example({
    repository: 'docker.io/elsonrodriguez/spark-ui-proxy',
    size: 62_000_000,
    ports: [80],
    log: ['Starting Spark UI proxy'],
  }),
  example({
    repository: 'registry.k8s.io/zeppelin',
    size: 870_000_000,
    ports: [8080],
    log: ['Zeppelin started'],
    seconds: 9,
    uses: { millicores: 12, memoryBytes: 540 * MIB },
  }),
  example({
    repository: 'quay.io/pires/docker-elasticsearch-kubernetes',
    size: 98_000_000,
    ports: [9200, 9300],
    log: ['[INFO ][o.e.n.Node] started'],
    seconds: 12,
    uses: { millicores: 30, memoryBytes: 700 * MIB },
  }),
  example({
    repository: 'docker.io/mattf/storm-worker',
    size: 240_000_000,
    ports: [],
    log: ['Supervisor started'],
    seconds: 5,
  }),
  example({
    repository: 'docker.io/selenium/hub',
    size: 131_000_000,
    ports: [4444],
    log: ['Selenium Grid hub is up and running'],
    seconds: 3,
    uses: { millicores: 8, memoryBytes: 190 * MIB },
  }),
  example({
    repository: 'docker.io/selenium/node-chrome',
    size: 420_000_000,
    ports: [5555],
    log: ['The node is registered to the hub and ready to use'],
    seconds: 5,
    uses: { millicores: 20, memoryBytes: 310 * MIB },
  }),
  example({
    repository: 'docker.io/selenium/node-firefox',
    size: 390_000_000,
    ports: [5555],
    log: ['The node is registered to the hub and ready to use'],
    seconds: 5,
    uses: { millicores: 20, memoryBytes: 290 * MIB },
  }),
  example({
    repository: 'docker.io/tensorflow/serving',
    size: 170_000_000,
    ports: [8500, 8501],
    log: ['Running gRPC ModelServer at 0.0.0.0:8500 ...', 'Exporting HTTP/REST API at:localhost:8501 ...'],
    seconds: 3,
  }),
  example({
    repository: 'docker.io/vllm/vllm-openai',
    size: 5_400_000_000,
    ports: [8000],
    log: ['INFO: Application startup complete.', 'INFO: Uvicorn running on http://0.0.0.0:8000'],
    seconds: 40,
    uses: { millicores: 250, memoryBytes: 3_000 * MIB },
  }),
  example({
    repository: 'docker.io/arungupta/wildfly-mysql-javaee7',
    size: 360_000_000,
    ports: [8080],
    log: ['WFLYSRV0025: WildFly Full started'],
    seconds: 7,
    uses: { millicores: 12, memoryBytes: 380 * MIB },
  }),
  example({
    repository: 'docker.io/resouer/mytomcat',
    size: 210_000_000,
    ports: [8080],
    log: ['Server startup in 1840 ms'],
    seconds: 2,
  }),
  example({
    repository: 'docker.io/ymqytw/nginxhttps',
    size: 56_000_000,
    ports: [80, 443],
    log: ['start worker processes'],
    says: '<h1>Welcome to nginx!</h1>',
  }),
  example({ repository: 'registry.k8s.io/explorer', size: 1_400_000, ports: [8080], log: ['serving on :8080'] }),
  example({
    repository: 'registry.k8s.io/volume-nfs',
    size: 98_000_000,
    ports: [2049, 20048, 111],
    log: ['Serving /exports', 'NFS started'],
    seconds: 2,
  }),
  example({
    repository: 'registry.k8s.io/example-dns-backend',
    size: 110_000_000,
    ports: [8000],
    log: ['serving on 8000'],
    says: 'Hello World!',
  }),
  example({
    repository: 'registry.k8s.io/prometheus-adapter/prometheus-adapter',
    size: 27_000_000,
    ports: [6443],
    log: ['Serving securely on [::]:6443'],
  }),
  example({
    repository: 'registry.k8s.io/git-sync/git-sync',
    size: 24_000_000,
    ports: [],
    log: ['"level"=0 "msg"="starting up"'],
  }),
];
