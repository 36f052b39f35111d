import { CommandError } from '../../cobra/errors.ts';
import type { Command, Flags, Invocation } from '../../cobra/types.ts';
import { printFlags, toPrinter } from '../../printers/index.ts';
import { type Json, pathOf } from '../../rest/types.ts';
import { typed } from '../../typed/index.ts';
import { nameOf, withWords } from './generator.ts';

const BINDABLE = new Map([
  ['Node', 'v1'],
  ['Pod', 'v1'],
  ['Secret', 'v1'],
]);

const MICROS_PER_SECOND = 1_000_000;

function boundObject(flags: Flags): Json | null {
  const kind = flags.string('bound-object-kind');
  const name = flags.string('bound-object-name');
  const uid = flags.string('bound-object-uid');
  if (kind === '') {
    if (name !== '') throw new CommandError('--bound-object-name can only be set if --bound-object-kind is provided');
    if (uid !== '') throw new CommandError('--bound-object-uid can only be set if --bound-object-kind is provided');
    return null;
  }
  if (!BINDABLE.has(kind)) {
    throw new CommandError(`supported --bound-object-kind values are ${[...BINDABLE.keys()].join(', ')}`);
  }
  if (name === '') throw new CommandError('--bound-object-name is required if --bound-object-kind is provided');
  return { kind, apiVersion: BINDABLE.get(kind), name, ...(uid === '' ? {} : { uid }) };
}

/** As Go writes a TokenRequest (k8s.io/api/authentication/v1). */
function tokenRequest(flags: Flags): Json {
  const duration = flags.duration('duration');
  if (duration < 0) throw new CommandError('--duration must be greater than or equal to 0');
  if (duration % MICROS_PER_SECOND !== 0)
    throw new CommandError('--duration cannot be expressed in units less than seconds');
  const audiences = flags.list('audience');
  return typed({
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    metadata: {},
    spec: {
      audiences: audiences.length === 0 ? null : audiences,
      expirationSeconds: duration === 0 ? null : duration / MICROS_PER_SECOND,
      boundObjectRef: boundObject(flags),
    },
  });
}

async function createToken(invocation: Invocation): Promise<void> {
  const { flags, factory, out } = invocation;
  const name = nameOf(invocation);
  const printer =
    flags.string('output') === '' ? undefined : await toPrinter(invocation, { operation: '', typed: true });
  const request = tokenRequest(flags);
  const namespace = await factory.namespace();
  const mapping = { group: '', version: 'v1', resource: 'serviceaccounts', namespaced: true };
  let made: Json;
  try {
    made = await factory.rest.post(pathOf(mapping, namespace.name, name, 'token'), request);
  } catch (error) {
    throw withWords('failed to create token: ', error);
  }
  const token = (made['status'] as Json | undefined)?.['token'];
  if (typeof token !== 'string' || token === '') {
    throw new CommandError('failed to create token: no token in server response');
  }
  out(
    printer === undefined
      ? `${token}\n`
      : printer.print(typed({ ...made, apiVersion: request['apiVersion'], kind: request['kind'] })),
  );
}

export const token: Command = {
  name: 'token',
  usage: 'SERVICE_ACCOUNT_NAME',
  short: 'Request a service account token',
  long: 'Request a service account token.',
  examples: `# What a pod of this service account would show the API server
kubectl create token reporter

# For an hour and a half, and for somebody else to check
kubectl create token reporter --duration 90m --audience https://example.com

# For as long as a pod exists
kubectl create token reporter --bound-object-kind Pod --bound-object-name reporter-0`,
  flags: [
    ...printFlags,
    {
      name: 'audience',
      type: 'stringArray',
      usage: 'For whom the token is; left out: for the API server. May be given again.',
    },
    { name: 'duration', type: 'duration', default: '0s', usage: 'How long it is good; 0 leaves that to the server.' },
    {
      name: 'bound-object-kind',
      type: 'string',
      usage: 'The kind of an object that the token ends with: Node, Pod, Secret. With --bound-object-name.',
    },
    { name: 'bound-object-name', type: 'string', usage: 'The name of that object. With --bound-object-kind.' },
    {
      name: 'bound-object-uid',
      type: 'string',
      usage: 'The UID of that object; left out: of the one that bears the name now.',
    },
  ],
  run: createToken,
};
