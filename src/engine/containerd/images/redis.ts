import { MILLISECOND } from '../../sim/index.ts';
import { redisCli } from '../programs/redis.ts';
import { answerRedis } from '../programs/redis-server.ts';
import { DEBIAN, QUICK, layer, type Image, type Server } from './image.ts';

export const redisServer: Server = {
  binaries: ['redis-server', 'docker-entrypoint.sh', 'run.sh'],
  ports: [6379],
  startup: QUICK,
  log: [
    '* oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo',
    '* Running mode=standalone, port=6379.',
    '* Ready to accept connections tcp',
  ],
  line: answerRedis,
  shutdown: 80 * MILLISECOND,
  clients: ['redis-cli'],
};

export const redis: Image = {
  repository: 'docker.io/library/redis',
  layers: [DEBIAN, layer('redis user and gosu', 1_100_000), layer('redis', 20_400_000)],
  entrypoint: ['docker-entrypoint.sh'],
  cmd: ['redis-server'],
  shell: true,
  programs: { 'redis-cli': redisCli },
  server: redisServer,
};

/** The older image of the guestbook example. */
export const redisExample: Image = {
  repository: 'registry.k8s.io/redis',
  tags: ['e2e', 'v1'],
  layers: [layer('debian:jessie redis', 71_000_000), layer('redis run.sh', 1_200)],
  entrypoint: [],
  cmd: ['redis-server', '/etc/redis/redis.conf'],
  shell: true,
  server: redisServer,
};

export const redisSlave: Image = {
  repository: 'registry.k8s.io/redis-slave',
  tags: ['v2'],
  layers: [layer('debian:jessie redis', 71_000_000), layer('redis-slave run.sh', 1_400)],
  entrypoint: [],
  cmd: ['/run.sh'],
  shell: true,
  server: redisServer,
};
