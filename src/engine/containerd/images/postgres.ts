import { SECOND } from '../../sim/index.ts';
import { DEBIAN, layer, type Image } from './image.ts';

export const postgres: Image = {
  repository: 'docker.io/library/postgres',
  layers: [DEBIAN, layer('postgres tools', 14_300_000), layer('postgres', 111_000_000)],
  entrypoint: ['docker-entrypoint.sh'],
  cmd: ['postgres'],
  shell: true,
  server: {
    binaries: ['postgres', 'docker-entrypoint.sh'],
    ports: [5432],
    startup: 2.2 * SECOND,
    log: [
      'PostgreSQL init process complete; ready for start up.',
      'LOG:  listening on IPv4 address "0.0.0.0", port 5432',
      'LOG:  database system is ready to accept connections',
    ],
    shutdown: 300_000,
    refuses: (env) =>
      'POSTGRES_PASSWORD' in env || env['POSTGRES_HOST_AUTH_METHOD'] === 'trust'
        ? undefined
        : [
            'Error: Database is uninitialized and superuser password is not specified.',
            '       You must specify POSTGRES_PASSWORD to a non-empty value for the',
            '       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".',
          ],
    clients: ['pg_isready', 'psql'],
  },
};
