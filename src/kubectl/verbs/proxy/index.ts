/**
 * `kubectl proxy` (kubectl/pkg/cmd/proxy, kubectl/pkg/proxy): lends this machine's access to the API server to whoever comes to a
 * port of it.
 *
 * Different from the real thing: there are no Unix sockets, and requests that are upgraded (exec, attach) are refused, as the
 * filter refuses them by default anyway.
 */
import { bytesOf, type Bytes } from '../../../engine/apimachinery/index.ts';
import { CommandError, UsageError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import type { Caller, World } from '../../world.ts';
import { filterOf, type Filter } from './filter.ts';
import { answer, beginChunks, chunk, endChunks, RequestReader, type Received } from './http.ts';

export const proxy: Command = {
  name: 'proxy',
  usage: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix]',
  short: 'Run a proxy to the Kubernetes API server',
  long: `Lends what this kubectl may do to programs of this machine: they ask a local port, without certificates or tokens.

 Everything that comes in on one port goes to the API server, under the prefix that --api-prefix names; files of a directory
 may be served beside it.`,
  examples: `# The whole API on port 8001
kubectl proxy

# Another port, and pages of our own under /static/
kubectl proxy --port=8011 --www=./pages

# Any port that is free here
kubectl proxy --port=0

# The API under /k8s-api/
kubectl proxy --api-prefix=/k8s-api`,
  flags: [
    { name: 'www', short: 'w', type: 'string', usage: 'A directory whose files are served beside the API.' },
    { name: 'www-prefix', short: 'P', type: 'string', default: '/static/', usage: 'Where those files are served.' },
    { name: 'api-prefix', type: 'string', default: '/', usage: 'Where the API is served.' },
    {
      name: 'accept-paths',
      type: 'string',
      default: '^.*',
      usage: 'Regular expressions of paths that are let through.',
    },
    {
      name: 'reject-paths',
      type: 'string',
      default: '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach',
      usage: 'Regular expressions of paths that are refused, even when they are also accepted.',
    },
    {
      name: 'accept-hosts',
      type: 'string',
      default: '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$',
      usage: 'Regular expressions of hosts that are let through.',
    },
    {
      name: 'reject-methods',
      type: 'string',
      default: '^$',
      usage: 'Regular expressions of methods that are refused.',
    },
    { name: 'port', short: 'p', type: 'int', default: '8001', usage: 'The port to listen on; 0 picks one.' },
    { name: 'address', type: 'string', default: '127.0.0.1', usage: 'The address to listen on.' },
    {
      name: 'disable-filter',
      type: 'bool',
      usage: 'Let everything through. Whoever reaches the port may then do what you may.',
    },
    { name: 'unix-socket', short: 'u', type: 'string', usage: 'A socket to listen on instead of a port.' },
    { name: 'keepalive', type: 'duration', default: '0s', usage: 'How long an idle connection is kept.' },
    { name: 'append-server-path', type: 'bool', usage: "Put the path of the context's server before each request's." },
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { args, flags, world, out, err } = invocation;
  if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
  if (flags.changed('port') && flags.changed('unix-socket')) {
    throw new CommandError('cannot set --unix-socket and --port at the same time');
  }
  if (flags.string('unix-socket') !== '') throw new CommandError('this machine has no sockets but its ports');
  if (world.listen === undefined) throw new CommandError('this machine has no ports that anybody could come to');
  const server: Server = {
    world,
    filter: filterOf(flags),
    api: slashed(flags.string('api-prefix')),
    www: flags.string('www'),
    wwwPrefix: slashed(flags.string('www-prefix')),
  };
  if (flags.bool('disable-filter')) {
    err('Request filter disabled, your proxy is vulnerable to XSRF attacks, please be cautious\n');
  }
  const address = flags.string('address');
  const listener = await world.listen(flags.int('port'), address, (caller) => void serve(server, caller));
  out(`Starting to serve on ${address}:${listener.port}\n`);
  try {
    await until(world.signal);
  } finally {
    listener.close();
  }
}

interface Server {
  readonly world: World;
  readonly filter: Filter;
  /** Both end in a slash. */
  readonly api: string;
  readonly www: string;
  readonly wwwPrefix: string;
}

function slashed(prefix: string): string {
  return prefix.endsWith('/') ? prefix : `${prefix}/`;
}

function until(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

async function serve(server: Server, caller: Caller): Promise<void> {
  const reader = new RequestReader(caller);
  for (let request = await reader.next(); request !== undefined; request = await reader.next()) {
    if (request === 'bad') {
      answer(caller, 400, TEXT, bytesOf('400 Bad Request'));
      break;
    }
    await respond(server, caller, request);
    if (request.headers['connection']?.toLowerCase() === 'close') break;
  }
  caller.end();
}

async function respond(server: Server, caller: Caller, request: Received): Promise<void> {
  const { method, target, headers } = request;
  const path = target.split('?')[0]!;
  if (!server.filter.accepts(method, path, headers['host'] ?? '')) {
    answer(caller, 403, TEXT, bytesOf('Forbidden\n'));
    return;
  }
  if (server.www !== '' && path.startsWith(server.wwwPrefix)) {
    await file(server, caller, path.slice(server.wwwPrefix.length));
    return;
  }
  if (!`${path}/`.startsWith(server.api)) {
    answer(caller, 404, TEXT, bytesOf('404 page not found\n'));
    return;
  }
  await pass(server.world, caller, { ...request, target: `/${target.slice(server.api.length)}` });
}

async function file({ world, www }: Server, caller: Caller, name: string): Promise<void> {
  // What climbs out of the directory is not in it.
  const inside = decoded(name)
    ?.split('/')
    .every((part) => part !== '..');
  const root = www.startsWith('/') ? www : `${world.cwd}/${www}`;
  const bytes = inside === true ? await world.files.read(`${root}/${decoded(name)}`.replace(/\/+/g, '/')) : undefined;
  if (bytes === undefined) answer(caller, 404, TEXT, bytesOf('404 page not found\n'));
  else answer(caller, 200, { 'content-type': typeOf(name) }, bytes);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function typeOf(name: string): string {
  if (name.endsWith('.html')) return 'text/html; charset=utf-8';
  return name.endsWith('.json') ? 'application/json' : TEXT['content-type'];
}

/** What of a request goes on: who asks is this kubectl, whatever the request says of itself. */
const PASSED = ['accept', 'content-type', 'user-agent', 'if-none-match'];

/** To the API server and back, as it comes. */
function pass(world: World, caller: Caller, { method, target, headers, body }: Received): Promise<void> {
  const passed = Object.fromEntries(PASSED.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])));
  const asked = { method, url: target, headers: passed, ...(body !== '' && { body }) };
  return new Promise((resolve) => {
    let streams = false;
    const end = (status: number, text: Bytes): void => {
      if (streams) endChunks(caller);
      else answer(caller, status, TEXT, text);
      resolve();
    };
    const open = world.transport.connect(asked, (event) => {
      if (event.type === 'response') {
        const { status, headers: own, body: text } = event.response;
        streams = event.streams;
        if (!streams) {
          answer(caller, status, own, method === 'HEAD' ? '' : bytesOf(text));
          resolve();
        } else beginChunks(caller, status, own);
      } else if (event.type === 'chunk') chunk(caller, bytesOf(event.text));
      else if (event.type === 'end') end(502, '');
      else if (event.type === 'failed') end(502, bytesOf(`${event.reason}\n`));
    });
    world.signal.addEventListener('abort', () => open.cancel(), { once: true });
  });
}
