import { SECOND } from '../../sim/index.ts';
import { layer, type Image } from './image.ts';

/** It will not start without a root password: the first lesson of many a reader of logs. */
export const mysql: Image = {
  repository: 'docker.io/library/mysql',
  layers: [layer('oraclelinux:9-slim', 48_200_000), layer('mysql-shell', 62_500_000), layer('mysql', 57_700_000)],
  entrypoint: ['docker-entrypoint.sh'],
  cmd: ['mysqld'],
  shell: true,
  server: {
    binaries: ['mysqld', 'docker-entrypoint.sh'],
    ports: [3306, 33060],
    startup: 7 * SECOND,
    log: [
      '[Note] [Entrypoint]: Entrypoint script for MySQL Server 9.5.0-1.el9 started.',
      '[Note] [Entrypoint]: Initializing database files',
      "[System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '9.5.0'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.",
    ],
    shutdown: 1.4 * SECOND,
    refuses: (env) =>
      'MYSQL_ROOT_PASSWORD' in env || 'MYSQL_ALLOW_EMPTY_PASSWORD' in env || 'MYSQL_RANDOM_ROOT_PASSWORD' in env
        ? undefined
        : [
            '[Note] [Entrypoint]: Entrypoint script for MySQL Server 9.5.0-1.el9 started.',
            '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
            '    You need to specify one of the following as an environment variable:',
            '    - MYSQL_ROOT_PASSWORD',
            '    - MYSQL_ALLOW_EMPTY_PASSWORD',
            '    - MYSQL_RANDOM_ROOT_PASSWORD',
          ],
    clients: ['mysql', 'mysqladmin'],
  },
};
