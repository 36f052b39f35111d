import { isJSONObject } from '../../../engine/apimachinery/index.ts';
import { CommandError, ExitError } from '../../cobra/errors.ts';
import type { Command, Completing, Invocation } from '../../cobra/types.ts';
import { groupResource } from '../../rest/types.ts';
import type { Json } from '../../rest/types.ts';
import { accessList } from './access-list.ts';

/** kubectl/pkg/cmd/auth/cani.go */
export const canI: Command = {
  name: 'can-i',
  usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
  short: 'Check whether an action is allowed',
  long:
    'Ask the server whether one may do something. VERB is a verb of the API (get, list, watch, delete, …), TYPE a resource ' +
    'in any form, NONRESOURCEURL a path that begins with /, NAME the name of one object. The answer is also the exit code: ' +
    '0 when it is allowed.',
  examples: `# May I create pods in any namespace?
kubectl auth can-i create pods --all-namespaces

# May I list deployments here?
kubectl auth can-i list deployments.apps

# May the service account foo of the namespace dev list pods?
kubectl auth can-i list pods --as=system:serviceaccount:dev:foo -n prod

# May I do everything here?
kubectl auth can-i '*' '*'

# May I read what pods log?
kubectl auth can-i get pods --subresource=log

# May I read /logs/?
kubectl auth can-i get /logs/

# All that I may do in the namespace foo
kubectl auth can-i --list --namespace=foo`,
  flags: [
    { name: 'all-namespaces', short: 'A', type: 'bool', usage: 'In every namespace.' },
    { name: 'list', type: 'bool', usage: 'Print all that is allowed.' },
    { name: 'no-headers', type: 'bool', usage: 'Print no line of headings.' },
    { name: 'quiet', short: 'q', type: 'bool', usage: 'Print nothing: the exit code is the answer.' },
    { name: 'subresource', type: 'string', usage: 'A subresource: the log of pods/log, the scale of deployment/scale' },
  ],
  complete,
  run,
};

const COMMON_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
const RESOURCE_VERBS = new Set([
  ...COMMON_VERBS,
  ...['use', 'bind', 'impersonate', '*', 'approve', 'sign', 'escalate', 'attest'],
]);
const URL_VERBS = new Set(['get', 'put', 'post', 'head', 'options', 'delete', 'patch', '*']);

async function complete({ args, factory }: Completing): Promise<readonly string[]> {
  if (args.length === 0) return COMMON_VERBS;
  return args.length === 1 ? (await factory.mapper.all()).map(groupResource) : [];
}

async function run(invocation: Invocation): Promise<void> {
  const { flags, factory, out, world } = invocation;
  const namespace = flags.bool('all-namespaces') ? '' : (await factory.namespace()).name;
  if (flags.bool('list')) {
    await list(invocation, namespace);
    return;
  }
  const attributes = await attributesOf(invocation, namespace);
  const answer = await factory.rest.post('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec: attributes,
    status: { allowed: false },
  });
  const status = isJSONObject(answer['status']) ? answer['status'] : {};
  const allowed = status['allowed'] === true;
  const why = [status['reason'], status['evaluationError']].filter((text) => typeof text === 'string' && text !== '');
  const told = allowed ? 'yes' : ['no', ...why.map(String)].join(' - ');
  if (!flags.bool('quiet')) out(`${told}\n`);
  if (!allowed && !world.signal.aborted) throw new ExitError(1);
}

async function list(invocation: Invocation, namespace: string): Promise<void> {
  const { args, flags, factory, out, err } = invocation;
  if (args.length > 0) throw new CommandError('list option must be specified with no arguments');
  if (flags.bool('quiet') || flags.bool('all-namespaces') || flags.string('subresource') !== '') {
    throw new CommandError("list option can't be specified with neither quiet, all-namespaces nor subresource options");
  }
  const answer = await factory.rest.post('/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
    kind: 'SelfSubjectRulesReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec: { namespace },
    status: { resourceRules: null, nonResourceRules: null, incomplete: false },
  });
  const status = isJSONObject(answer['status']) ? answer['status'] : {};
  if (status['incomplete'] === true) {
    err(`warning: the list may be incomplete: ${String(status['evaluationError'] ?? '')}\n`);
  }
  out(accessList(status, flags.bool('no-headers')));
}

async function attributesOf(invocation: Invocation, namespace: string): Promise<Json> {
  const { args, flags } = invocation;
  if (args.length !== 2) {
    throw new CommandError(
      'you must specify two arguments: verb resource or verb resource/resourceName.\n' +
        "See 'kubectl auth can-i -h' for help and examples.",
    );
  }
  const [verb = '', what = ''] = args;
  const subresource = flags.string('subresource');
  const warn = (text: string) => invocation.err(`Warning: ${text}\n\n`);
  if (what.startsWith('/')) {
    if (subresource !== '') throw new CommandError('--subresource can not be used with NonResourceURL');
    if (!URL_VERBS.has(verb)) warn(`verb '${verb}' is not a known verb`);
    refuseNoHeaders(invocation);
    return { nonResourceAttributes: { path: what, verb } };
  }
  const [word = '', ...rest] = what.split('/');
  const { group, resource, namespaced } = await resourceFor(invocation, word, warn);
  if (!namespaced && !flags.bool('all-namespaces')) {
    warn(`resource '${resource}' is not namespace scoped${group === '' ? '' : ` in group '${group}'`}`);
  }
  if (!RESOURCE_VERBS.has(verb)) warn(`verb '${verb}' is not a known verb`);
  refuseNoHeaders(invocation);
  const said = { namespace, verb, group, resource, subresource, name: rest.join('/') };
  const given = Object.entries(said).filter(([, value]) => value !== '');
  return { resourceAttributes: Object.fromEntries(given) };
}

function refuseNoHeaders({ flags }: Invocation): void {
  if (flags.bool('no-headers')) throw new CommandError('--no-headers cannot be set without --list specified');
}

async function resourceFor(
  { factory }: Invocation,
  word: string,
  warn: (text: string) => void,
): Promise<{ readonly group: string; readonly resource: string; readonly namespaced: boolean }> {
  if (word === '*') return { group: '', resource: '*', namespaced: true };
  const found = await factory.mapper.tryResource(word.toLowerCase());
  if (found !== undefined) return found;
  const [resource = '', ...group] = word.toLowerCase().split('.');
  warn(
    `the server doesn't have a resource type '${resource}'${group.length === 0 ? '' : ` in group '${group.join('.')}'`}`,
  );
  return { group: '', resource: word, namespaced: true };
}
