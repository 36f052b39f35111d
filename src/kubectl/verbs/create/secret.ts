import { encodeUTF8, goJSON } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Flags, Invocation } from '../../cobra/types.ts';
import type { Json } from '../../rest/types.ts';
import { generatorCommand, orAbsent } from './generator.ts';
import {
  appendHashFlag,
  type Found,
  fromFilesUnder,
  fromSources,
  hashedName,
  keyErrors,
  readWhole,
  SOURCE_FLAGS,
  toBase64,
} from './sources.ts';
import { checkKeyPair } from './x509.ts';

const TARGET = { group: '', version: 'v1', resource: 'secrets', namespaced: true } as const;
const FAILURE = 'failed to create secret ';
const DOCKER_CONFIG_KEY = '.dockerconfigjson';

/** The secret, with what its author's keys hold (kubectl/pkg/cmd/create/create_secret.go). */
function secretOf(flags: Flags, name: string, type: string, data: ReadonlyMap<string, string>): Json {
  const content = { kind: 'Secret', type, name, data: Object.fromEntries(data) };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: flags.bool('append-hash') ? hashedName(name, content) : name },
    data: data.size === 0 ? undefined : content.data,
    type: orAbsent(type),
  };
}

function into(data: Map<string, string>): Found {
  return (key, bytes) => {
    const wrong = keyErrors(key);
    if (wrong !== '') throw new CommandError(`"${key}" is not valid key name for a Secret ${wrong}`);
    if (data.has(key)) throw new CommandError(`cannot add key ${key}, another key by that name already exists`);
    data.set(key, toBase64(bytes));
  };
}

const generic = generatorCommand({
  name: 'generic',
  usage: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  short: 'Create a secret from a local file, directory, or literal value',
  long: `Create a secret based on a file, directory, or specified literal value.

 A file's key is its name, unless another is given. Of a directory every file is taken whose name can be a key; directories in it are not.`,
  examples: `# A password that stands on the command line
kubectl create secret generic db --from-literal=username=app --from-literal=password=s3cret

# Files, under keys of their own
kubectl create secret generic ssh --from-file=ssh-privatekey=./id_rsa --from-file=ssh-publickey=./id_rsa.pub

# A file of key=value lines
kubectl create secret generic db --from-env-file=./db.env`,
  flags: [...SOURCE_FLAGS, { name: 'type', type: 'string', usage: 'The type of the secret.' }, appendHashFlag],
  target: TARGET,
  failure: FAILURE,
  generate: async (invocation, name) => {
    const data = new Map<string, string>();
    await fromSources(invocation, into(data));
    return secretOf(invocation.flags, name, invocation.flags.string('type'), data);
  },
});

/** What docker keeps in ~/.docker/config.json, as Go writes it. */
function dockerConfig(flags: Flags): Uint8Array {
  const [username, password] = [flags.string('docker-username'), flags.string('docker-password')];
  const entry = {
    username,
    password,
    email: orAbsent(flags.string('docker-email')),
    auth: toBase64(encodeUTF8(`${username}:${password}`)),
  };
  return encodeUTF8(goJSON({ auths: Object.fromEntries([[flags.string('docker-server'), entry]]) }));
}

async function dockerData(invocation: Invocation, data: Map<string, string>): Promise<void> {
  const { flags } = invocation;
  if (flags.list('from-file').length > 0) return fromFilesUnder(invocation, DOCKER_CONFIG_KEY, into(data));
  const needed = ['docker-username', 'docker-password', 'docker-server'];
  if (needed.some((flag) => flags.string(flag) === '')) {
    throw new CommandError(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  }
  into(data)(DOCKER_CONFIG_KEY, dockerConfig(flags));
}

const dockerRegistry = generatorCommand({
  name: 'docker-registry',
  usage:
    'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]',
  short: 'Create a secret for use with a Docker registry',
  long: `Create a new secret for use with Docker registries.

 Nodes that pull an image from a registry that asks who they are show it such a secret: the pod, or its service account, names it under imagePullSecrets.`,
  examples: `# What docker login would have asked for
kubectl create secret docker-registry regcred --docker-server=registry.example.com --docker-username=ada --docker-password=s3cret --docker-email=ada@example.com

# What docker login has written
kubectl create secret docker-registry regcred --from-file=path/to/.docker/config.json`,
  flags: [
    { name: 'docker-username', type: 'string', usage: 'Who asks the registry.' },
    { name: 'docker-password', type: 'string', usage: 'The password to it.' },
    { name: 'docker-email', type: 'string', usage: 'An e-mail address, which nobody reads any more.' },
    {
      name: 'docker-server',
      type: 'string',
      default: 'https://index.docker.io/v1/',
      usage: 'Where the registry is.',
    },
    { name: 'from-file', type: 'stringSlice', usage: 'A file that docker login wrote.' },
    appendHashFlag,
  ],
  target: TARGET,
  failure: FAILURE,
  generate: async (invocation, name) => {
    const data = new Map<string, string>();
    await dockerData(invocation, data);
    return secretOf(invocation.flags, name, 'kubernetes.io/dockerconfigjson', data);
  },
});

const tls = generatorCommand({
  name: 'tls',
  usage: 'NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
  short: 'Create a TLS secret',
  long: `Create a TLS secret from the given public/private key pair.

 The pair has to exist before: a certificate in PEM, and the private key that belongs to it.`,
  examples: `# A pair that openssl has made
kubectl create secret tls site --cert=./tls.crt --key=./tls.key`,
  flags: [
    { name: 'cert', type: 'string', usage: 'The file with the certificate, in PEM.' },
    { name: 'key', type: 'string', usage: 'The file with the private key, in PEM.' },
    appendHashFlag,
  ],
  target: TARGET,
  failure: FAILURE,
  generate: async ({ flags, world }, name) => {
    const [certPath, keyPath] = [flags.string('cert'), flags.string('key')];
    if (certPath === '' || keyPath === '') throw new CommandError('key and cert must be specified');
    const cert = await readWhole(world, certPath);
    const key = await readWhole(world, keyPath);
    checkKeyPair(cert, key);
    const data = new Map([
      ['tls.crt', toBase64(encodeUTF8(cert))],
      ['tls.key', toBase64(encodeUTF8(key))],
    ]);
    return secretOf(flags, name, 'kubernetes.io/tls', data);
  },
});

export const secret: Command = {
  name: 'secret',
  usage: '(docker-registry | generic | tls)',
  short: 'Create a secret using a specified subcommand',
  long: `Create a secret with specified type.

 docker-registry holds what a registry of images asks for, generic holds anything, tls holds a certificate and its key.`,
  commands: [dockerRegistry, generic, tls],
};
