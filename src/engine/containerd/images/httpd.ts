import { MILLISECOND } from '../../sim/index.ts';
import { DEBIAN, QUICK, combinedLog, layer, type Image } from './image.ts';
import { serveFile } from './static-files.ts';

export const httpd: Image = {
  repository: 'docker.io/library/httpd',
  layers: [DEBIAN, layer('httpd dependencies', 4_300_000), layer('httpd', 25_900_000)],
  entrypoint: [],
  cmd: ['httpd-foreground'],
  shell: true,
  files: { '/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n' },
  workingDir: '/usr/local/apache2',
  server: {
    binaries: ['httpd-foreground', 'httpd'],
    ports: [80],
    startup: QUICK,
    log: ['[mpm_event:notice] AH00489: Apache/2.4.65 (Unix) configured -- resuming normal operations'],
    http: (request, { read }) =>
      serveFile('/usr/local/apache2/htdocs', request.path, read, (status) =>
        status === 403 ? '<title>403 Forbidden</title>\n' : '<title>404 Not Found</title>\n',
      ),
    accessLog: combinedLog,
    shutdown: 100 * MILLISECOND,
  },
};
