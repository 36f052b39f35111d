import { MILLISECOND } from '../../sim/index.ts';
import { DEBIAN, QUICK, combinedLog, layer, text, type Image } from './image.ts';

export const httpd: Image = {
  repository: 'docker.io/library/httpd',
  layers: [DEBIAN, layer('httpd dependencies', 4_300_000), layer('httpd', 25_900_000)],
  entrypoint: [],
  cmd: ['httpd-foreground'],
  shell: true,
  server: {
    binaries: ['httpd-foreground', 'httpd'],
    ports: [80],
    startup: QUICK,
    log: ['[mpm_event:notice] AH00489: Apache/2.4.65 (Unix) configured -- resuming normal operations'],
    http: (request) =>
      request.path === undefined || request.path === '/'
        ? text(200, '<html><body><h1>It works!</h1></body></html>\n')
        : text(404, '<title>404 Not Found</title>\n'),
    accessLog: combinedLog,
    shutdown: 100 * MILLISECOND,
  },
};
