/**
 * `kubectl wait` (kubectl/pkg/cmd/wait/wait.go): until a condition holds, a value is there, or an object has come or gone.
 *
 * One deadline holds for all objects together, as in kubectl: when it has passed, those that were not looked at count as late.
 */
import { getNested, isNotFound } from '../../../engine/apimachinery/index.ts';
import { AggregateFailure, CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import {
  allFlag,
  allNamespacesFlag,
  fieldSelectorFlag,
  filenameFlags,
  localFlag,
  selectorFlag,
  withFiles,
} from '../../flags/index.ts';
import { printFlags, toPrinter, type Printer } from '../../printers/index.ts';
import { uidOf } from '../../resource/rest-helper.ts';
import type { Builder, Info } from '../../resource/types.ts';
import { pathOf, type Json } from '../../rest/types.ts';
import { until } from '../../rest/until.ts';
import { conditionFor, type Condition } from './conditions.ts';

const WEEK = 7 * 24 * 3600 * 1_000_000;
const POLL = 500_000;

export const wait: Command = {
  name: 'wait',
  suggestFor: ['list', 'ps'],
  usage:
    "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  short: 'Experimental: Wait for a specific condition on one or many resources',
  long: `Wait until objects are as --for says.

 A condition may be named (--for=condition=Ready), with a value other than true where one is meant; a field may be named by a JSONPath expression, with or without the value it should have; and objects may be waited for to come (--for=create) or to go (--for=delete).

 A line is printed for each object for which it has come true.`,
  examples: `# Until the pod is ready
kubectl wait --for=condition=Ready pod/web

# Until it is not
kubectl wait --for=condition=Ready=false pod/web

# Until it runs
kubectl wait --for=jsonpath='{.status.phase}'=Running pod/web

# Until the service has an address of the load balancer, whichever
kubectl wait --for=jsonpath='{.status.loadBalancer.ingress}' service/web

# Until it is gone, for a minute at most
kubectl wait --for=delete pod/web --timeout=60s`,
  flags: [
    ...printFlags,
    allFlag,
    allNamespacesFlag,
    fieldSelectorFlag,
    selectorFlag,
    localFlag,
    {
      name: 'for',
      type: 'string',
      usage:
        "What is waited for: [create|delete|condition=condition-name[=condition-value]|jsonpath='{JSONPath expression}'=[JSONPath value]]. The value of a condition is true unless it is given.",
    },
    {
      name: 'timeout',
      type: 'duration',
      default: '30s',
      usage: 'How long to wait at most. Zero looks once and does not wait; less than zero waits for a week.',
    },
    ...filenameFlags('Files, directories or URLs that name what is waited for.')
      .filter(({ name }) => name !== 'kustomize')
      .map((flag) => (flag.name === 'recursive' ? { ...flag, default: 'true' } : flag)),
  ],
  run,
};

interface Waiting {
  readonly invocation: Invocation;
  readonly condition: Condition;
  readonly deadline: number;
  /** Zero: looks once. */
  readonly timeout: number;
}

async function run(invocation: Invocation): Promise<void> {
  const { flags, world } = invocation;
  const printer = await toPrinter(invocation, { operation: 'condition met' });
  const condition = conditionFor(flags.string('for'));
  const given = flags.duration('timeout');
  const timeout = given < 0 ? WEEK : given;
  const waiting: Waiting = { invocation, condition, timeout, deadline: world.now() + timeout };
  if (condition.kind === 'create') await untilCreated(waiting);
  let count = 0;
  const visited = (await finder(invocation)).visit(async (info) => {
    count++;
    await one(waiting, info, printer);
  });
  await (condition.kind === 'delete' ? visited.catch(notFoundIsGone) : visited);
  if (count === 0 && condition.kind !== 'delete') throw new CommandError('no matching resources found');
}

/** What was not there is gone. */
function notFoundIsGone(error: unknown): void {
  const errors = error instanceof AggregateFailure ? error.errors : [error];
  const others = errors.filter((one) => !isNotFound(one));
  if (others.length === 1) throw others[0];
  if (others.length > 1) throw new AggregateFailure(others);
}

async function finder({ flags, args, factory }: Invocation): Promise<Builder> {
  const { name, enforced } = await factory.namespace();
  const builder = withFiles(factory.builder(), flags)
    .namespace(name, enforced)
    .allNamespaces(flags.bool('all-namespaces'))
    .labelSelector(flags.string('selector'))
    .fieldSelector(flags.string('field-selector'))
    .selectAll(flags.bool('all'))
    .args(args)
    .flatten()
    .continueOnError();
  return flags.bool('local') ? builder.local() : builder.latest();
}

async function one(waiting: Waiting, info: Info, printer: Printer): Promise<void> {
  const { condition, invocation } = waiting;
  let { object } = info;
  if (condition.kind === 'delete') object = await untilGone(waiting, info);
  else if (condition.kind === 'met') object = await untilSo(waiting, info, condition.met);
  invocation.out(printer.print(object));
}

/** Asks every half second, because what is to come has no resource to watch yet. */
async function untilCreated({ invocation, deadline }: Waiting): Promise<void> {
  const { world } = invocation;
  while (!(await anyThere(invocation))) {
    if (world.now() + POLL > deadline) throw new CommandError('timed out waiting for the condition');
    await world.sleep(POLL);
  }
}

async function anyThere(invocation: Invocation): Promise<boolean> {
  try {
    const infos = await (await finder(invocation)).infos();
    return infos.length > 0;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

function objectName({ mapping, name }: Info): string {
  return `${mapping.resource}/${name}`;
}

type Met = (object: Json, type: string) => boolean;

async function untilSo(waiting: Waiting, info: Info, met: (object: Json) => boolean): Promise<Json> {
  const { mapping, namespace, name } = info;
  const object = await waiting.invocation.factory.rest.get(pathOf(mapping, namespace, name));
  if (waiting.timeout > 0) return seen(waiting, info, (now, type) => type !== 'DELETED' && met(now));
  if (!met(object)) throw new CommandError(`condition not met for ${objectName(info)}`);
  return object;
}

/** The object as it was when it was so. */
async function seen({ invocation, deadline }: Waiting, info: Info, met: Met): Promise<Json> {
  const { world, factory } = invocation;
  const left = deadline - world.now();
  const late = new CommandError(`timed out waiting for the condition on ${objectName(info)}`);
  if (left <= 0) throw late;
  let found: Json | undefined;
  try {
    await until(factory.rest, world, info, left, ({ type, object }) => {
      if (!met(object, type)) return false;
      found = object;
      return true;
    });
  } catch (error) {
    throw error instanceof CommandError && error.message === 'timed out waiting for the condition' ? late : error;
  }
  return withType(found ?? info.object, info);
}

/** What is in a list does not say what it is. */
function withType(object: Json, { mapping: { group, version, kind } }: Info): Json {
  return { apiVersion: group === '' ? version : `${group}/${version}`, kind, ...object };
}

/** kubectl/pkg/cmd/wait/delete.go, IsDeleted */
async function untilGone(waiting: Waiting, info: Info): Promise<Json> {
  const { mapping, namespace, name } = info;
  let there: Json;
  try {
    there = await waiting.invocation.factory.rest.get(pathOf(mapping, namespace, name));
  } catch (error) {
    if (isNotFound(error)) return info.object;
    throw error;
  }
  const uid = uidOf(there);
  if (uid !== uidOf(info.object)) return there;
  if (waiting.timeout === 0) throw new CommandError(`condition not met for ${objectName(info)}`);
  await seen(waiting, info, (now, type) => type === 'DELETED' || getNested(now, ['metadata', 'uid']) !== uid);
  return there;
}
