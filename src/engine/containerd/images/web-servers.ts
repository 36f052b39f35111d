import { MILLISECOND, SECOND, type Micros } from '../../sim/index.ts';
import { DEBIAN, combinedLog, layer, text, type Image, type Uses } from './image.ts';

const MIB = 1024 * 1024;

interface WebServer {
  readonly repository: string;
  readonly size: number;
  readonly binary: string;
  readonly port: number;
  readonly startup?: Micros;
  readonly log?: readonly string[];
  readonly title: string;
  readonly uses?: Uses;
  readonly tags?: readonly string[];
  readonly entrypoint?: readonly string[];
}

/** Something with a front page. */
function web({
  repository,
  size,
  binary,
  port,
  startup = 200 * MILLISECOND,
  log = [],
  title,
  uses,
  tags,
  entrypoint = [],
}: WebServer): Image {
  const front = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return {
    repository,
    ...(tags && { tags }),
    ...(uses && { uses }),
    layers: [DEBIAN, layer(`${repository} program`, size)],
    entrypoint,
    cmd: [binary],
    shell: true,
    server: {
      binaries: [
        binary.slice(binary.lastIndexOf('/') + 1),
        ...entrypoint.map((path) => path.slice(path.lastIndexOf('/') + 1)),
      ],
      ports: [port],
      startup,
      log,
      http: () => text(200, front),
      accessLog: combinedLog,
      shutdown: 100 * MILLISECOND,
    },
  };
}

const library = (name: string): string => `docker.io/library/${name}`;
const APACHE = '[mpm_prefork:notice] AH00163: Apache/2.4.65 (Debian) PHP/8.3 configured -- resuming normal operations';

export const webServers: readonly Image[] = [
  web({
    repository: library('wordpress'),
    size: 214_000_000,
    binary: 'apache2-foreground',
    port: 80,
    startup: SECOND,
    log: [
      'WordPress not found in /var/www/html - copying now...',
      'Complete! WordPress has been successfully copied to /var/www/html',
      APACHE,
    ],
    title: 'WordPress',
    uses: { millicores: 2, memoryBytes: 48 * MIB },
  }),
  web({
    repository: library('drupal'),
    size: 178_000_000,
    binary: 'apache2-foreground',
    port: 80,
    startup: SECOND,
    log: [APACHE],
    title: 'Drupal',
  }),
  web({
    repository: library('joomla'),
    size: 168_000_000,
    binary: 'apache2-foreground',
    port: 80,
    startup: SECOND,
    log: [APACHE],
    title: 'Joomla!',
  }),
  web({
    repository: library('nextcloud'),
    size: 412_000_000,
    binary: 'apache2-foreground',
    port: 80,
    startup: 3 * SECOND,
    log: [APACHE],
    title: 'Nextcloud',
    uses: { millicores: 3, memoryBytes: 90 * MIB },
  }),
  web({
    repository: library('ghost'),
    size: 192_000_000,
    binary: 'node',
    port: 2368,
    startup: 4 * SECOND,
    log: ['[INFO] Ghost is running in production...', '[INFO] Ghost boot 4.1s'],
    title: 'Ghost',
  }),
  web({
    repository: library('redmine'),
    size: 171_000_000,
    binary: 'rails',
    port: 3000,
    startup: 9 * SECOND,
    log: ['=> Booting Puma', '* Listening on http://0.0.0.0:3000'],
    title: 'Redmine',
  }),
  web({
    repository: library('tomcat'),
    size: 131_000_000,
    binary: 'catalina.sh',
    port: 8080,
    startup: 2 * SECOND,
    log: ['INFO [main] org.apache.catalina.startup.Catalina.start Server startup in [1840] milliseconds'],
    title: 'Apache Tomcat',
    uses: { millicores: 3, memoryBytes: 140 * MIB },
  }),
  web({
    repository: library('caddy'),
    size: 18_900_000,
    binary: 'caddy',
    port: 80,
    log: ['{"level":"info","msg":"serving initial configuration"}'],
    title: 'Caddy works!',
  }),
  web({
    repository: library('haproxy'),
    size: 41_000_000,
    binary: 'haproxy',
    port: 80,
    log: ['[NOTICE]   (1) : New worker (8) forked', '[NOTICE]   (1) : Loading success.'],
    title: 'HAProxy',
  }),
  web({
    repository: library('traefik'),
    size: 48_000_000,
    binary: 'traefik',
    port: 80,
    log: ['INF Traefik version 3.6.1'],
    title: 'Traefik',
  }),
  web({
    repository: library('registry'),
    size: 9_800_000,
    binary: 'registry',
    port: 5000,
    log: ['level=info msg="listening on [::]:5000"'],
    title: 'Registry',
  }),
  web({
    repository: 'docker.io/jenkins/jenkins',
    size: 268_000_000,
    binary: 'jenkins.sh',
    port: 8080,
    startup: 14 * SECOND,
    log: [
      'Running from: /usr/share/jenkins/jenkins.war',
      'INFO hudson.lifecycle.Lifecycle#onReady: Jenkins is fully up and running',
    ],
    title: 'Jenkins',
    uses: { millicores: 8, memoryBytes: 620 * MIB },
  }),
  web({
    repository: 'docker.io/grafana/grafana',
    size: 171_000_000,
    binary: 'grafana',
    port: 3000,
    startup: 2 * SECOND,
    log: ['logger=http.server level=info msg="HTTP Server Listen" address=[::]:3000 protocol=http'],
    title: 'Grafana',
    uses: { millicores: 4, memoryBytes: 85 * MIB },
  }),
  web({
    repository: 'docker.io/prom/prometheus',
    size: 121_000_000,
    binary: 'prometheus',
    port: 9090,
    startup: SECOND,
    log: ['level=INFO source=main.go msg="Server is ready to receive web requests."'],
    title: 'Prometheus',
    uses: { millicores: 10, memoryBytes: 130 * MIB },
  }),
  web({
    repository: 'docker.io/fluent/fluentd',
    size: 17_400_000,
    binary: 'fluentd',
    port: 24224,
    startup: SECOND,
    log: ['[info]: #0 fluentd worker is now running worker=0'],
    title: 'fluentd',
  }),
  web({
    repository: 'quay.io/fluentd_elasticsearch/fluentd',
    size: 62_000_000,
    binary: 'fluentd',
    port: 24224,
    startup: SECOND,
    log: ['[info]: #0 fluentd worker is now running worker=0'],
    title: 'fluentd',
    uses: { millicores: 9, memoryBytes: 160 * MIB },
  }),
  web({
    repository: 'docker.io/bitnami/nginx',
    size: 58_000_000,
    binary: '/opt/bitnami/scripts/nginx/run.sh',
    port: 8080,
    log: ['nginx 19:00:00.00 INFO  ==> ** Starting NGINX **'],
    title: 'Welcome to nginx!',
  }),
  web({
    repository: 'docker.io/nginxinc/nginx-unprivileged',
    size: 46_000_000,
    binary: 'nginx',
    port: 8080,
    log: ['[notice] 1#1: start worker processes'],
    title: 'Welcome to nginx!',
  }),
  ...['registry.k8s.io/nginx-slim', 'k8s.gcr.io/nginx-slim', 'gcr.io/google_containers/nginx-slim'].map((repository) =>
    web({ repository, size: 44_000_000, binary: 'nginx', port: 80, title: 'Welcome to nginx!' }),
  ),
  ...['registry.k8s.io/test-webserver', 'k8s.gcr.io/test-webserver'].map((repository) =>
    web({ repository, size: 1_900_000, binary: 'test-webserver', port: 80, title: 'test-webserver' }),
  ),
  // What it computes for each answer makes its autoscaler add pods.
  ...['registry.k8s.io/hpa-example', 'k8s.gcr.io/hpa-example'].map((repository): Image => ({
    ...web({ repository, size: 166_000_000, binary: 'apache2-foreground', port: 80, log: [APACHE], title: 'OK!' }),
    uses: { millicores: 1, memoryBytes: 11 * MIB, millisecondsPerRequest: 90 },
  })),
];
