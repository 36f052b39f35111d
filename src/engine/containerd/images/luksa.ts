import { MILLISECOND, SECOND } from '../../sim/index.ts';
import type { Program } from '../../shell/index.ts';
import { NODE_BASE, layer, text, type Image, type Server } from './image.ts';

type Http = NonNullable<Server['http']>;

const NODE = [NODE_BASE, layer('node:7 buildpack', 181_000_000), layer('node:7', 20_100_000)];
const RECEIVED = 'Received request from ::ffff:10.244.0.1';

/** Node as process 1 does not hear SIGTERM. */
function node(repository: string, log: string, http: Http): Image {
  return {
    repository: `docker.io/luksa/${repository}`,
    layers: [...NODE, layer(`luksa/${repository} app.js`, 600)],
    entrypoint: ['node', 'app.js'],
    cmd: [],
    shell: true,
    tools: ['curl'],
    server: {
      binaries: ['node'],
      ports: [8080],
      startup: 350 * MILLISECOND,
      log: [log],
      http,
      accessLog: () => RECEIVED,
    },
  };
}

const FAULTY = "I'm not well. Please restart me!";
const INTERNAL = 'Some internal error has occurred! This is pod ';
const GOOD_FOR = 5;

/** Its third version is the one that a rollout should stop: after five requests it answers only with errors. */
const versions: Http = (_request, { tag, hostname, served }) => {
  if (tag === 'v3' && served >= GOOD_FOR) return text(500, `${INTERNAL}${hostname}\n`);
  const version = /^v[1-4]$/.test(tag) ? tag : undefined;
  return text(
    200,
    version === undefined ? `You've hit ${hostname}\n` : `This is ${version} running in pod ${hostname}\n`,
  );
};

const unhealthy: Http = (_request, { hostname, served }) =>
  served >= GOOD_FOR ? text(500, FAULTY) : text(200, `You've hit ${hostname}\n`);

/** INTERVAL comes from the environment in one of its tags, and from the arguments in another. */
const FORTUNE_LOOP = `#!/bin/bash
trap "exit" SIGINT SIGTERM
INTERVAL=\${1:-\${INTERVAL:-10}}
echo Configured to generate new fortune every $INTERVAL seconds
mkdir -p /var/htdocs
while :
do
  echo $(date) Writing fortune to /var/htdocs/index.html
  fortune > /var/htdocs/index.html
  sleep $INTERVAL
done
`;

const FORTUNES = [
  'A watched pod never boots.',
  'You will soon describe what you have, and get what you wished for.',
  'Beware of labels that select too much.',
  'Today is a good day to drain a node.',
];

const fortune: Program = function* (process) {
  yield* process.print(`${FORTUNES[Math.floor(process.machine.random() * FORTUNES.length)]!}\n`);
  return 0;
};

/** The images of "Kubernetes in Action". */
export const luksaImages: readonly Image[] = [
  node('kubia', 'Kubia server starting...', versions),
  node('kubia-unhealthy', 'Kubia server starting...', unhealthy),
  node('kubia-pet', 'Kubia server starting...', (request, { hostname }) =>
    request.method === 'POST'
      ? text(200, `Data stored on pod ${hostname}\n`)
      : text(200, `You've hit ${hostname}\nData stored on this pod: No data posted yet\n`),
  ),
  {
    repository: 'docker.io/luksa/fortune',
    layers: [layer('ubuntu:16.04', 43_500_000), layer('fortune-mod', 22_300_000), layer('fortuneloop.sh', 300)],
    base: 'ubuntu',
    entrypoint: ['/bin/fortuneloop.sh'],
    cmd: [],
    shell: true,
    wraps: false,
    files: { '/usr/bin/fortuneloop.sh': FORTUNE_LOOP },
    programs: { fortune: () => fortune },
  },
  {
    repository: 'docker.io/luksa/batch-job',
    base: 'busybox',
    layers: [layer('busybox', 2_210_000), layer('luksa/batch-job batch.sh', 200)],
    entrypoint: ['sh', '-c', 'echo "$(date) Batch job starting"; sleep 120; echo "$(date) Finished succesfully"'],
    cmd: [],
    shell: true,
  },
  {
    repository: 'docker.io/luksa/kubectl-proxy',
    layers: [layer('alpine kubectl', 21_000_000)],
    entrypoint: ['/kubectl-proxy.sh'],
    cmd: [],
    shell: true,
    server: {
      binaries: ['kubectl-proxy.sh'],
      ports: [8001],
      startup: SECOND,
      log: ['Starting to serve on 127.0.0.1:8001'],
      shutdown: 50 * MILLISECOND,
    },
  },
];
