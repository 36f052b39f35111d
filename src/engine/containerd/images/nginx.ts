import { MILLISECOND } from '../../sim/index.ts';
import { DEBIAN, QUICK, combinedLog, layer, type Image } from './image.ts';
import { nginxPorts, serveFile } from './static-files.ts';

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

function page(status: number): string {
  const title = `${status} ${status === 403 ? 'Forbidden' : 'Not Found'}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/1.29.3</center>\r\n</body>\r\n</html>\r\n`;
}

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
  tools: ['curl'],
  files: {
    '/usr/share/nginx/html/index.html': WELCOME,
    '/etc/nginx/nginx.conf':
      'user  nginx;\nworker_processes  auto;\n\nevents {\n    worker_connections  1024;\n}\n\nhttp {\n    include       /etc/nginx/mime.types;\n    include /etc/nginx/conf.d/*.conf;\n}\n',
    '/etc/nginx/conf.d/default.conf':
      'server {\n    listen       80;\n    server_name  localhost;\n\n    location / {\n        root   /usr/share/nginx/html;\n        index  index.html index.htm;\n    }\n}\n',
  },
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
    http: (request, { read }) => serveFile('/usr/share/nginx/html', request.path, read, page),
    listens: nginxPorts,
    accessLog: combinedLog,
    shutdown: 60 * MILLISECOND,
  },
};
