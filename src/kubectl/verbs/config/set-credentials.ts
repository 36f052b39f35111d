import { bytesToBase64 } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Flags, Invocation } from '../../cobra/types.ts';
import { absolute, configFiles, mergedFiles, writeEntry } from '../../config/index.ts';
import { requireWords } from './arguments.ts';
import { completeUsers } from './complete.ts';

/** kubectl/pkg/cmd/config/set_credentials.go */
export const setCredentials: Command = {
  name: 'set-credentials',
  usage:
    'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] ' +
    '[--username=basic_user] [--password=basic_password] [--auth-provider=provider_name] ' +
    '[--auth-provider-arg=key=value] [--exec-command=exec_command] [--exec-api-version=exec_api_version] ' +
    '[--exec-arg=arg] [--exec-env=key=value]',
  short: 'Set a user entry in kubeconfig',
  long:
    'Make a user, or change what is said of one that is there; what is not said stays as it is.\n\n' +
    'One proves who one is with a client certificate (--client-certificate, --client-key), a bearer token (--token), or a ' +
    'name and a password (--username, --password); the last two exclude each other.',
  examples: `# The key of "cluster-admin"
kubectl config set-credentials cluster-admin --client-key=~/.kube/admin.key

# Its certificate, kept in the kubeconfig itself
kubectl config set-credentials cluster-admin --client-certificate=~/.kube/admin.crt --embed-certs=true`,
  complete: completeUsers,
  flags: [
    { name: 'auth-provider', type: 'string', usage: 'The provider that vouches for the user' },
    { name: 'auth-provider-arg', type: 'stringSlice', usage: "What the provider is told, 'key=value'" },
    { name: 'client-certificate', type: 'string', usage: 'The file with the client certificate' },
    { name: 'client-key', type: 'string', usage: 'The file with the key of the client certificate' },
    { name: 'embed-certs', type: 'bool', usage: 'Keep certificate and key themselves, not the paths of their files' },
    { name: 'exec-api-version', type: 'string', usage: 'The API version of the program that fetches credentials' },
    { name: 'exec-arg', type: 'stringSlice', usage: 'Arguments of the program that fetches credentials' },
    { name: 'exec-command', type: 'string', usage: 'The program that fetches credentials' },
    { name: 'exec-env', type: 'stringArray', usage: "The environment of that program, 'key=value'" },
    { name: 'exec-interactive-mode', type: 'string', usage: 'Whether that program may ask the person' },
    { name: 'exec-provide-cluster-info', type: 'bool', usage: 'Tell that program of the cluster' },
    { name: 'password', type: 'string', usage: 'The password for basic authentication' },
    { name: 'token', type: 'string', usage: 'The bearer token' },
    { name: 'username', type: 'string', usage: 'The user name for basic authentication' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  requireWords(invocation, 1, 'unexpected');
  const { args, flags, world, out } = invocation;
  const name = args[0]!;
  const methods = [
    ...(flags.string('token') === '' ? [] : ['--token']),
    ...(flags.string('username') === '' && flags.string('password') === '' ? [] : ['--username/--password']),
  ];
  if (methods.length > 1) {
    throw new CommandError(
      `you cannot specify more than one authentication method at the same time: ${methods.join(', ')}`,
    );
  }
  const files = await configFiles(invocation);
  const entry: Record<string, unknown> = { ...mergedFiles(files).users.get(name) };
  for (const key of ['client-certificate', 'client-key']) {
    if (flags.changed(key)) await setFile(invocation, entry, key);
  }
  if (flags.changed('token')) {
    entry['token'] = flags.string('token');
    delete entry['username'];
    delete entry['password'];
  }
  for (const key of ['username', 'password']) {
    if (!flags.changed(key)) continue;
    entry[key] = flags.string(key);
    delete entry['token'];
    delete entry['tokenFile'];
  }
  if (flags.changed('exec-command')) entry['exec'] = execOf(flags);
  if (flags.changed('auth-provider')) {
    entry['auth-provider'] = { name: flags.string('auth-provider'), config: pairs(flags.list('auth-provider-arg')) };
  }
  await writeEntry(world, files, 'users', name, entry);
  out(`User ${JSON.stringify(name)} set.\n`);
}

async function setFile({ flags, world }: Invocation, entry: Record<string, unknown>, key: string): Promise<void> {
  const path = flags.string(key);
  delete entry[`${key}-data`];
  delete entry[key];
  if (!flags.bool('embed-certs')) {
    if (path !== '') entry[key] = absolute(world.cwd, path);
    return;
  }
  const bytes = await world.files.read(absolute(world.cwd, path));
  if (bytes === undefined)
    throw new CommandError(`could not stat ${key} file ${path}: stat ${path}: no such file or directory`);
  entry[`${key}-data`] = bytesToBase64(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

function pairs(words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(words.map((word) => [word.split('=')[0]!, word.slice(word.indexOf('=') + 1)]));
}

function execOf(flags: Flags): Readonly<Record<string, unknown>> {
  const env = Object.entries(pairs(flags.list('exec-env'))).map(([name, value]) => ({ name, value }));
  const args = flags.list('exec-arg');
  const mode = flags.string('exec-interactive-mode');
  return {
    apiVersion: flags.string('exec-api-version'),
    ...(args.length > 0 && { args }),
    command: flags.string('exec-command'),
    env: env.length > 0 ? env : null,
    ...(mode !== '' && { interactiveMode: mode }),
    provideClusterInfo: flags.bool('exec-provide-cluster-info'),
  };
}
