import { getNested, isNotFound } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { outputFormat, printFlags, toPrinter } from '../../printers/index.ts';
import type { Info } from '../../resource/types.ts';
import { pathOf, type Json } from '../../rest/types.ts';
import { extraSubjects, missingRules, rulesOf, ruleSyntax, subjectsOf, subjectSyntax } from './rules.ts';

/** kubectl/pkg/cmd/auth/reconcile.go */
export const reconcile: Command = {
  name: 'reconcile',
  usage: '-f FILENAME',
  short: 'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
  long:
    'Make roles and bindings give at least what the files say. What is missing is added; what is more stays, unless ' +
    '--remove-extra-permissions or --remove-extra-subjects take it away.\n\n' +
    "For RBAC this is better than 'apply': rules are compared by what they allow, not by how they are written.",
  examples: '# Roles and bindings of a file\nkubectl auth reconcile -f my-rbac-rules.yaml',
  flags: [
    {
      name: 'dry-run',
      type: 'string',
      default: 'none',
      bare: 'unchanged',
      usage: 'Must be "none", "server", or "client": change nothing, and say what would be changed.',
    },
    { name: 'filename', short: 'f', type: 'stringSlice', usage: 'The file, directory or URL with roles and bindings.' },
    {
      name: 'kustomize',
      short: 'k',
      type: 'string',
      usage: 'A directory with a kustomization; neither -f nor -R goes with it.',
    },
    { name: 'recursive', short: 'R', type: 'bool', usage: 'Of a directory, the directories within it as well.' },
    { name: 'remove-extra-permissions', type: 'bool', usage: 'Take away from roles what the files do not give' },
    { name: 'remove-extra-subjects', type: 'bool', usage: 'Take out of bindings whom the files do not name' },
    ...printFlags,
  ],
  run,
};

const RBAC = 'rbac.authorization.k8s.io';
const ROLES = new Set(['roles', 'clusterroles']);
const BINDINGS = new Set(['rolebindings', 'clusterrolebindings']);

async function run(invocation: Invocation): Promise<void> {
  const { flags, factory } = invocation;
  const filenames = flags.list('filename');
  const kustomize = flags.string('kustomize');
  if (filenames.length === 0 && kustomize === '') throw new CommandError('must specify one of -f and -k');
  if (flags.string('dry-run') === 'server') {
    throw new CommandError('--dry-run=server for command reconcile is not supported yet');
  }
  const { name, enforced } = await factory.namespace();
  const builder = factory
    .builder()
    .continueOnError()
    .namespace(name, enforced)
    .files({ filenames, kustomize, recursive: flags.bool('recursive') })
    .flatten();
  await builder.visit((info) => reconcileOne(invocation, info));
}

type Operation = 'create' | 'update' | undefined;

async function reconcileOne(invocation: Invocation, info: Info): Promise<void> {
  const { mapping, object } = info;
  if (mapping.group !== RBAC) return;
  if (mapping.version !== 'v1') {
    throw new CommandError(
      `only rbac.authorization.k8s.io/v1 is supported: not ${mapping.group}/${mapping.version}, Kind=${mapping.kind}`,
    );
  }
  const existing = await found(invocation, info);
  if (ROLES.has(mapping.resource)) await reconcileRole(invocation, info, existing);
  else if (BINDINGS.has(mapping.resource)) await reconcileBinding(invocation, info, existing);
  else throw new CommandError(`unknown kind ${String(object['kind'])}`);
}

async function found({ factory }: Invocation, { mapping, namespace, name }: Info): Promise<Json | undefined> {
  try {
    return await factory.rest.get(pathOf(mapping, namespace, name));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function reconcileRole(invocation: Invocation, info: Info, existing: Json | undefined): Promise<void> {
  const expected = rulesOf(info.object);
  const given = existing === undefined ? [] : rulesOf(existing);
  const missing = existing === undefined ? expected : missingRules(given, expected);
  const removes = invocation.flags.bool('remove-extra-permissions');
  const extra = removes ? missingRules(expected, given) : [];
  const changes = missing.length > 0 || extra.length > 0;
  const rules = removes ? expected : [...given, ...missing];
  const next = existing === undefined ? info.object : { ...existing, rules };
  const operation = existing === undefined ? 'create' : changes ? 'update' : undefined;
  const lists: readonly Told[] = [
    ['missing rules added:', missing.map(ruleSyntax)],
    ['extra rules removed:', extra.map(ruleSyntax)],
  ];
  await send(invocation, info, next, operation, lists);
}

async function reconcileBinding(invocation: Invocation, info: Info, existing: Json | undefined): Promise<void> {
  const expected = subjectsOf(info.object);
  const given = existing === undefined ? [] : subjectsOf(existing);
  const missing = extraSubjects(expected, given);
  const removes = invocation.flags.bool('remove-extra-subjects');
  const extra = removes ? extraSubjects(given, expected) : [];
  const changes = missing.length > 0 || extra.length > 0;
  const subjects = removes ? expected : [...given, ...missing];
  const operation = existing === undefined ? 'create' : changes ? 'update' : undefined;
  const lists: readonly Told[] = [
    ['missing subjects added:', missing.map(subjectSyntax)],
    ['extra subjects removed:', extra.map(subjectSyntax)],
  ];
  await send(invocation, info, existing === undefined ? info.object : { ...existing, subjects }, operation, lists);
}

type Told = readonly [title: string, lines: readonly string[]];

async function send(
  invocation: Invocation,
  { mapping, namespace, name }: Info,
  next: Json,
  operation: Operation,
  lists: readonly Told[],
): Promise<void> {
  const { flags, factory, out, err } = invocation;
  const dryRun = ['client', 'unchanged', 'true'].includes(flags.string('dry-run')) ? 'client' : undefined;
  let object = next;
  if (dryRun !== 'client') {
    if (operation === 'create') object = await factory.rest.post(pathOf(mapping, namespace), next);
    if (operation === 'update') object = await factory.rest.put(pathOf(mapping, namespace, name), next);
  }
  const printer = await toPrinter(invocation, { operation: 'reconciled', dryRun, typed: true });
  out(printer.print(object));
  if (outputFormat(invocation) !== '' || operation === undefined) return;
  const protectedBySelf =
    getNested(next, ['metadata', 'annotations', 'rbac.authorization.kubernetes.io/autoupdate']) === 'false';
  const caveat = protectedBySelf ? ', but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)' : '';
  err(`\treconciliation required ${operation}${caveat}\n`);
  for (const [title, lines] of lists) {
    if (lines.length > 0) err(`\t${title}\n${lines.map((line) => `\t\t${line}\n`).join('')}`);
  }
}
