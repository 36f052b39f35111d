import { SECOND, type Micros } from '../../sim/index.ts';
import { DEBIAN, layer, type Image, type Uses } from './image.ts';

const MIB = 1024 * 1024;

interface Database {
  readonly name: string;
  readonly repository?: string;
  readonly size: number;
  readonly binary: string;
  readonly ports: readonly number[];
  readonly startup: Micros;
  readonly log: readonly string[];
  readonly uses: Uses;
  readonly clients?: readonly string[];
  readonly refuses?: (env: Readonly<Record<string, string>>) => readonly string[] | undefined;
}

function database({ name, repository = `docker.io/library/${name}`, size, binary, uses, ...server }: Database): Image {
  return {
    repository,
    layers: [DEBIAN, layer(`${name} program`, size)],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: [binary],
    shell: true,
    uses,
    server: { binaries: [binary, 'docker-entrypoint.sh'], shutdown: SECOND / 2, ...server },
  };
}

const MARIADB_PASSWORDS = [
  'MARIADB_ROOT_PASSWORD',
  'MYSQL_ROOT_PASSWORD',
  'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
  'MARIADB_RANDOM_ROOT_PASSWORD',
];

/** Stores and queues: what they say when they begin, where they listen, and what they take. */
export const databases: readonly Image[] = [
  database({
    name: 'mariadb',
    size: 93_000_000,
    binary: 'mariadbd',
    ports: [3306],
    startup: 5 * SECOND,
    log: [
      '[Note] [Entrypoint]: Entrypoint script for MariaDB Server started.',
      'mariadbd: ready for connections.',
      "Version: '12.1.2-MariaDB-ubu2404'  socket: '/run/mysqld/mysqld.sock'  port: 3306  mariadb.org binary distribution",
    ],
    uses: { millicores: 2, memoryBytes: 96 * MIB },
    clients: ['mariadb', 'mariadb-admin', 'mysql', 'mysqladmin'],
    refuses: (env) =>
      MARIADB_PASSWORDS.some((name) => name in env)
        ? undefined
        : [
            '[Note] [Entrypoint]: Entrypoint script for MariaDB Server started.',
            '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
            '\tYou need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD',
          ],
  }),
  database({
    name: 'mongo',
    size: 246_000_000,
    binary: 'mongod',
    ports: [27017],
    startup: 2 * SECOND,
    log: [
      '{"s":"I","c":"CONTROL","msg":"MongoDB starting"}',
      '{"s":"I","c":"NETWORK","msg":"Waiting for connections","attr":{"port":27017,"ssl":"off"}}',
    ],
    uses: { millicores: 6, memoryBytes: 92 * MIB },
    clients: ['mongosh', 'mongo'],
  }),
  database({
    name: 'memcached',
    size: 4_900_000,
    binary: 'memcached',
    ports: [11211],
    startup: SECOND / 10,
    log: [],
    uses: { millicores: 1, memoryBytes: 3 * MIB },
  }),
  database({
    name: 'rabbitmq',
    size: 87_000_000,
    binary: 'rabbitmq-server',
    ports: [5672, 4369, 25672, 15672],
    startup: 8 * SECOND,
    log: ['  Starting broker... completed with 3 plugins.', 'Server startup complete; 3 plugins started.'],
    uses: { millicores: 12, memoryBytes: 120 * MIB },
    clients: ['rabbitmqctl', 'rabbitmq-diagnostics'],
  }),
  database({
    name: 'cassandra',
    size: 152_000_000,
    binary: 'cassandra',
    ports: [9042, 7000, 7199],
    startup: 20 * SECOND,
    log: [
      'INFO  [main] Starting listening for CQL clients on /0.0.0.0:9042 (unencrypted)...',
      'INFO  [main] Startup complete',
    ],
    uses: { millicores: 60, memoryBytes: 1_150 * MIB },
    clients: ['cqlsh', 'nodetool'],
  }),
  database({
    name: 'cassandra for StatefulSets',
    repository: 'gcr.io/google-samples/cassandra',
    size: 136_000_000,
    binary: 'run.sh',
    ports: [7000, 7001, 7199, 9042],
    startup: 20 * SECOND,
    log: ['Starting Cassandra', 'INFO  Startup complete'],
    uses: { millicores: 60, memoryBytes: 640 * MIB },
    clients: ['cqlsh', 'nodetool'],
  }),
  database({
    name: 'elasticsearch',
    size: 610_000_000,
    binary: 'elasticsearch',
    ports: [9200, 9300],
    startup: 18 * SECOND,
    log: ['{"log.level":"INFO","message":"started {node}{127.0.0.1:9300}"}'],
    uses: { millicores: 40, memoryBytes: 1_200 * MIB },
  }),
  database({
    name: 'zookeeper',
    size: 121_000_000,
    binary: 'zkServer.sh',
    ports: [2181, 2888, 3888],
    startup: 3 * SECOND,
    log: ['ZooKeeper JMX enabled by default', 'INFO  binding to port 0.0.0.0/0.0.0.0:2181'],
    uses: { millicores: 3, memoryBytes: 110 * MIB },
  }),
  database({
    name: 'cockroach',
    repository: 'docker.io/cockroachdb/cockroach',
    size: 128_000_000,
    binary: 'cockroach',
    ports: [26257, 8080],
    startup: 4 * SECOND,
    log: ['CockroachDB node starting', 'status:              initialized new cluster'],
    uses: { millicores: 35, memoryBytes: 310 * MIB },
  }),
  database({
    name: 'etcd',
    repository: 'registry.k8s.io/etcd',
    size: 21_800_000,
    binary: 'etcd',
    ports: [2379, 2380],
    startup: SECOND,
    log: ['{"level":"info","msg":"ready to serve client requests"}'],
    uses: { millicores: 18, memoryBytes: 42 * MIB },
    clients: ['etcdctl'],
  }),
];
