import { formatTime, isJSONObject } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { Command, Invocation } from '../cobra/types.ts';
import { printFlags, toPrinter } from '../printers/index.ts';
import { pathOf, type Json } from '../rest/types.ts';

/** kubectl/pkg/cmd/certificates/certificates.go */
export const certificate: Command = {
  name: 'certificate',
  usage: 'SUBCOMMAND',
  short: 'Modify certificate resources',
  commands: [
    decider('approve', 'approved', 'Approved', 'Approve a certificate signing request'),
    decider('deny', 'denied', 'Denied', 'Deny a certificate signing request'),
  ],
  run: ({ help }) => Promise.resolve(help()),
};

function decider(name: string, done: string, condition: string, short: string): Command {
  return {
    name,
    usage: '(-f FILENAME | NAME)',
    short,
    long:
      name === 'approve'
        ? 'Say that a certificate may be issued. Its holder can then be whom the request names: look at it first.'
        : 'Say that a certificate must not be issued.',
    examples: `# The request 'csr-sqgzp'\nkubectl certificate ${name} csr-sqgzp`,
    complete: async ({ factory, args }) => {
      const list = await factory.rest.get('/apis/certificates.k8s.io/v1/certificatesigningrequests');
      const items = Array.isArray(list['items']) ? (list['items'] as readonly Json[]) : [];
      return items.map(({ metadata }) => String((metadata as Json)['name'])).filter((one) => !args.includes(one));
    },
    flags: [
      { name: 'filename', short: 'f', type: 'stringSlice', usage: 'The file, directory or URL with the requests' },
      { name: 'force', type: 'bool', usage: `Even when it is ${done} already.` },
      {
        name: 'kustomize',
        short: 'k',
        type: 'string',
        usage: 'A directory with a kustomization; neither -f nor -R goes with it.',
      },
      { name: 'recursive', short: 'R', type: 'bool', usage: 'Of a directory, the directories within it as well.' },
      ...printFlags,
    ],
    run: (invocation) => decide(invocation, done, condition),
  };
}

async function decide(invocation: Invocation, done: string, condition: string): Promise<void> {
  const { args, flags, factory, out } = invocation;
  const printer = await toPrinter(invocation, { operation: done });
  const filenames = flags.list('filename');
  const kustomize = flags.string('kustomize');
  if (args.length === 0 && filenames.length === 0 && kustomize === '') {
    throw new CommandError('one or more CSRs must be specified as <name> or -f <filename>');
  }
  const builder = factory
    .builder()
    .continueOnError()
    .files({ filenames, kustomize, recursive: flags.bool('recursive') })
    .args(args.length === 0 ? [] : ['certificatesigningrequest', ...args])
    .flatten()
    .latest();
  await builder.visit(async (info) => {
    const changed = withCondition(invocation, info.object, condition);
    const path = pathOf(info.mapping, '', info.name, 'approval');
    out(printer.print(changed === undefined ? info.object : await factory.rest.put(path, changed)));
  });
}

/** undefined: it says so already. */
function withCondition({ flags, world }: Invocation, object: Json, type: string): Json | undefined {
  const status = isJSONObject(object['status']) ? object['status'] : {};
  const conditions = Array.isArray(status['conditions']) ? (status['conditions'] as readonly Json[]) : [];
  const opposite = type === 'Approved' ? 'Denied' : 'Approved';
  if (conditions.some((condition) => condition['type'] === opposite)) {
    const name = String((object['metadata'] as Json)['name']);
    throw new CommandError(`certificate signing request ${JSON.stringify(name)} is already ${opposite}`);
  }
  if (conditions.some((condition) => condition['type'] === type) && !flags.bool('force')) return undefined;
  const word = type === 'Approved' ? 'approved' : 'denied';
  const added = {
    type,
    status: 'True',
    reason: type === 'Approved' ? 'KubectlApprove' : 'KubectlDeny',
    message: `This CSR was ${word} by kubectl certificate ${type === 'Approved' ? 'approve' : 'deny'}.`,
    lastUpdateTime: formatTime(world.now()),
    lastTransitionTime: null,
  };
  const kept = conditions.filter((condition) => condition['type'] !== type);
  return { ...object, status: { ...status, conditions: [...kept, added] } };
}
