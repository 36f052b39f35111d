import { MILLISECOND } from '../../sim/index.ts';
import { DEBIAN, QUICK, combinedLog, layer, text, type Image } from './image.ts';

const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>
<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

export const nginx: Image = {
  repository: 'docker.io/library/nginx',
  layers: [
    DEBIAN,
    layer('nginx packages', 43_900_000),
    layer('nginx docker-entrypoint.sh', 2_300),
    layer('nginx entrypoint.d', 4_800),
  ],
  entrypoint: ['/docker-entrypoint.sh'],
  cmd: ['nginx', '-g', 'daemon off;'],
  shell: true,
  server: {
    binaries: ['nginx', 'docker-entrypoint.sh'],
    ports: [80],
    startup: QUICK,
    log: [
      '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
      '/docker-entrypoint.sh: Configuration complete; ready for start up',
      '[notice] 1#1: using the "epoll" event method',
      '[notice] 1#1: nginx/1.29.3',
      '[notice] 1#1: start worker processes',
    ],
    http: (request) =>
      request.path === undefined || request.path === '/' || request.path === '/index.html'
        ? text(200, WELCOME)
        : text(404, '<html>\r\n<head><title>404 Not Found</title></head>\r\n</html>\r\n'),
    accessLog: combinedLog,
    shutdown: 60 * MILLISECOND,
  },
};
