import { agnhost } from './agnhost.ts';
import { alpine } from './alpine.ts';
import { bases } from './bases.ts';
import { busybox } from './busybox.ts';
import { databases } from './databases.ts';
import { examplePrograms } from './example-programs.ts';
import { gpuTest } from './gpu-test.ts';
import { guestbookImages } from './guestbook.ts';
import { helloServers } from './hello-servers.ts';
import { helloWorld } from './hello-world.ts';
import { httpd } from './httpd.ts';
import type { Image } from './image.ts';
import { ingressNginx } from './ingress-nginx.ts';
import { luksaImages } from './luksa.ts';
import { metricsServer } from './metrics-server.ts';
import { mysql } from './mysql.ts';
import { nginx } from './nginx.ts';
import { pause } from './pause.ts';
import { postgres } from './postgres.ts';
import { stress } from './stress.ts';
import { redis, redisExample, redisSlave } from './redis.ts';
import { webServers } from './web-servers.ts';

/** Every image that somebody has described. One file each; add the file, then its line here. */
const IMAGES: readonly Image[] = [
  agnhost,
  alpine,
  ...bases,
  busybox,
  ...databases,
  ...examplePrograms,
  gpuTest,
  ...guestbookImages,
  ...helloServers,
  helloWorld,
  httpd,
  ingressNginx,
  ...luksaImages,
  metricsServer,
  mysql,
  nginx,
  pause,
  postgres,
  redis,
  redisExample,
  redisSlave,
  ...stress,
  ...webServers,
];

export const KNOWN_IMAGES: ReadonlyMap<string, Image> = new Map(IMAGES.map((image) => [image.repository, image]));
export { isMissingRepository, isMissingTag, standIn } from './stand-in.ts';
export { baseOf } from './image.ts';
export type { Image, Layer, ProgramContext, Server, Uses } from './image.ts';
