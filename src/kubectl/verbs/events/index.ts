/**
 * `kubectl events` (kubectl/pkg/cmd/events/events.go): what has happened, oldest first, in the namespace or to one object.
 *
 * As in kubectl, `-o name` prints nothing: a list of events has no name, and what its printer says of that is dropped.
 */

import { AggregateFailure, CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { allNamespacesFlag } from '../../flags/index.ts';
import { sortGo } from '../../go-sort.ts';
import { outputFormat, printFlags, PrintError, toPrinter, type Printer } from '../../printers/index.ts';
import { corePath, listAll } from '../../rest/list-all.ts';
import type { Json, Query } from '../../rest/types.ts';
import { typed } from '../../typed/index.ts';
import { chunkSizeFlag, noHeadersFlag } from '../get/flags.ts';
import { EventPrinter, eventTime } from './printer.ts';

export const events: Command = {
  name: 'events',
  usage:
    '[(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]',
  short: 'List events',
  long: `Display events.

 What was reported lately, sorted by time: of the namespace, of all namespaces, or of one object.`,
  examples: `# The namespace's events
kubectl events

# Of every namespace
kubectl events --all-namespaces

# Of one pod, and then whatever happens to it
kubectl events --for pod/web --watch

# Warnings only
kubectl events --types=Warning`,
  flags: [
    ...printFlags,
    allNamespacesFlag,
    chunkSizeFlag,
    noHeadersFlag,
    { name: 'for', type: 'string', usage: 'Only events about this object, TYPE/NAME.' },
    { name: 'types', type: 'stringSlice', usage: 'Only events of these types, Normal and Warning.' },
    { name: 'watch', short: 'w', type: 'bool', usage: 'After what is there now, goes on to tell what comes.' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { flags, factory, err, out } = invocation;
  const { name } = await factory.namespace();
  const fieldSelector = await objectSelector(invocation);
  const all = flags.bool('all-namespaces');
  const types = typesOf(flags.list('types'));
  const print = await eventPrinter(invocation);
  const path = corePath('events', all ? '' : name);
  const query: Query = fieldSelector === undefined ? {} : { fieldSelector };
  if (flags.bool('watch')) {
    for await (const event of factory.rest.watch(path, { query })) {
      if (event.type === 'DELETED' || event.type === 'BOOKMARK' || !wanted(event.object, types)) continue;
      out(print.print(typed(event.object)));
    }
    return;
  }
  const found = await listAll<Json>({ rest: factory.rest, chunkSize: flags.int('chunk-size') }, path, query);
  const items = found
    .filter((event) => wanted(event, types))
    .map((event) => typed({ kind: 'Event', apiVersion: 'v1', ...event }));
  if (items.length === 0) {
    err(all ? 'No events found.\n' : `No events found in ${name} namespace.\n`);
    return;
  }
  const sorted = sortGo(items, (a, b) => eventTime(a) < eventTime(b));
  try {
    out(print.print({ kind: 'EventList', apiVersion: 'v1', metadata: {}, items: sorted }));
  } catch (error) {
    // kubectl drops what the printer says.
    if (!(error instanceof PrintError)) throw error;
    out(error.output);
  }
}

async function eventPrinter(invocation: Invocation): Promise<Printer> {
  const { flags, world } = invocation;
  const format = outputFormat(invocation);
  if (format === '') return new EventPrinter(world.now, flags.bool('no-headers'), flags.bool('all-namespaces'));
  if (format.toLowerCase() !== 'name') return toPrinter(invocation, { operation: '', typed: true });
  const names = await toPrinter(invocation, { operation: '' });
  return { print: (object) => (Array.isArray(object['items']) ? '' : names.print(object)) };
}

function typesOf(types: readonly string[]): readonly string[] {
  const lower = types.map((type) => type.toLowerCase());
  if (lower.some((type) => type !== 'normal' && type !== 'warning')) {
    throw new CommandError('valid --types are Normal or Warning');
  }
  return lower;
}

function wanted(event: Json, types: readonly string[]): boolean {
  return types.length === 0 || types.includes(String(event['type'] ?? '').toLowerCase());
}

/** --for, as the server can be asked for it. */
async function objectSelector({ flags, factory }: Invocation): Promise<string | undefined> {
  const text = flags.string('for');
  if (text === '') return undefined;
  const parts = text.split('/');
  if (parts.length === 1) throw new CommandError('--for must be in resource/name form');
  if (parts.length > 2) throw new CommandError('arguments in resource/name form may not have more than one slash');
  const [resource = '', name = ''] = parts;
  if (resource === '' || name === '' || resource.includes(',')) {
    throw new CommandError('arguments in resource/name form must have a single resource and name');
  }
  try {
    const { group, version, kind } = await factory.mapper.resource(resource);
    const apiVersion = group === '' ? version : `${group}/${version}`;
    return `involvedObject.kind=${kind},involvedObject.apiVersion=${apiVersion},involvedObject.name=${name}`;
  } catch (error) {
    // kubectl has this error in a list, whose members are told without a word before them.
    throw new AggregateFailure([error]);
  }
}
