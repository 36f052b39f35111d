import { MILLISECOND } from '../../sim/index.ts';
import { layer, text, type Image } from './image.ts';
import { redisServer } from './redis.ts';
import { combinedLog } from './image.ts';

const PAGE = '<html ng-app="redis"><head><title>Guestbook</title></head><body><h2>Guestbook</h2></body></html>\n';
const PHP = layer('php:apache', 138_000_000);

function frontend(repository: string): Image {
  return {
    repository,
    layers: [PHP, layer('php predis', 21_300_000), layer(`${repository} pages`, 2_900)],
    entrypoint: ['docker-php-entrypoint'],
    cmd: ['apache2-foreground'],
    shell: true,
    server: {
      binaries: ['apache2-foreground', 'docker-php-entrypoint'],
      ports: [80],
      startup: 400 * MILLISECOND,
      log: ['[mpm_prefork:notice] AH00163: Apache/2.4.25 (Debian) PHP/5.6.20 configured -- resuming normal operations'],
      http: (request) => (request.path?.startsWith('/guestbook.php') ? text(200, '{"data": ""}') : text(200, PAGE)),
      accessLog: combinedLog,
      shutdown: 100 * MILLISECOND,
    },
  };
}

function follower(repository: string): Image {
  return {
    repository,
    layers: [layer('debian:jessie redis', 71_000_000), layer(`${repository} run.sh`, 1_300)],
    entrypoint: [],
    cmd: ['/run.sh'],
    shell: true,
    server: redisServer,
  };
}

/** The guestbook examples, by the several names that their images have had. */
export const guestbookImages: readonly Image[] = [
  frontend('gcr.io/google-samples/gb-frontend'),
  frontend('gcr.io/google_samples/gb-frontend'),
  frontend('us-docker.pkg.dev/google-samples/containers/gke/gb-frontend'),
  follower('gcr.io/google_samples/gb-redisslave'),
  follower('gcr.io/google-samples/gb-redisslave'),
  follower('gcr.io/google_samples/gb-redis-follower'),
  follower('us-docker.pkg.dev/google-samples/containers/gke/gb-redis-follower'),
  {
    repository: 'registry.k8s.io/guestbook',
    layers: [layer('guestbook-go', 9_100_000)],
    entrypoint: ['./guestbook'],
    cmd: [],
    shell: false,
    server: {
      binaries: ['guestbook'],
      ports: [3000],
      startup: 150 * MILLISECOND,
      log: ['[negroni] listening on :3000'],
      http: () => text(200, PAGE),
      shutdown: 20 * MILLISECOND,
    },
  },
];
