import { getNested } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import { isTable, TabWriter } from '../../printers/index.ts';
import { itemsOf } from '../../resource/index.ts';
import type { Info } from '../../resource/types.ts';
import { pathOf, type Json, type Query } from '../../rest/types.ts';
import { selected, watchOptions } from './index.ts';
import { genericPrinter, HumanReadablePrinter, isHumanReadable } from './printer.ts';

type Print = (object: Json, eventType: string, shown: boolean) => void;

/** get.go, watch: what is there, then what changes, until somebody ends it. */
export async function watch(invocation: Invocation): Promise<void> {
  const { flags, args, factory } = invocation;
  if ((args[0] ?? '').split('/', 1)[0]!.split(',').length > 1) {
    throw new CommandError('you may only specify a single resource type');
  }
  const infos = await (await selected(invocation, flags.int('chunk-size'))).infos();
  const info = infos[0]!;
  const kinds = new Set(infos.map(({ mapping }) => `${mapping.group}/${mapping.kind}`));
  if (kinds.size > 1) {
    throw new CommandError(
      'watch is only supported on individual resources and resource collections - more than 1 resource was found',
    );
  }
  const print = await printerFor(invocation, info);
  const listed = info.name === '';
  const all = flags.bool('watch-only') === false;
  for (const { object } of infos) {
    const items = isTable(object) ? undefined : itemsOf(object);
    for (const one of items ?? [object]) {
      try {
        print(one, 'ADDED', all);
      } catch (error) {
        throw new CommandError(`unable to output the provided object: ${error instanceof Error ? error.message : ''}`);
      }
    }
  }
  if (infos.length > 1) throw new CommandError('you may only watch a single resource or type of resource at a time');
  const namespace = listed && flags.bool('all-namespaces') ? '' : info.namespace;
  const { query, ...options } = watchOptions(invocation);
  const watched = { ...query, ...watchQuery(invocation, info, listed) };
  let shown = listed;
  for await (const event of factory.rest.watch(pathOf(info.mapping, namespace), { ...options, query: watched })) {
    if (event.type === 'BOOKMARK') continue;
    print(event.object, event.type, shown);
    shown = true;
  }
}

/** A list goes on from where it was read; one object begins with itself, which is not told twice. */
function watchQuery({ flags }: Invocation, { object, name }: Info, listed: boolean): Query {
  const version = getNested(object, ['metadata', 'resourceVersion']);
  const selectors = {
    labelSelector: flags.string('selector') || undefined,
    fieldSelector: flags.string('field-selector') || undefined,
  };
  if (!listed) return { watch: true, resourceVersion: '0', fieldSelector: `metadata.name=${name}` };
  return { ...selectors, watch: true, resourceVersion: typeof version === 'string' ? version : '' };
}

async function printerFor(invocation: Invocation, { mapping }: Info): Promise<Print> {
  const { flags, out } = invocation;
  const events = flags.bool('output-watch-events');
  if (isHumanReadable(invocation)) {
    const printer = new HumanReadablePrinter(invocation, mapping, flags.bool('all-namespaces'), false);
    const writer = new TabWriter();
    return (object, eventType, shown) => {
      writer.write(printer.print(object, { rows: shown, ...(events && { eventType }) }));
      out(writer.flush());
    };
  }
  const printer = await genericPrinter(invocation);
  const bare = ['json', 'yaml'].includes(flags.string('output').toLowerCase());
  return (object, eventType, shown) => {
    if (!shown) return;
    out(printer.print(events && bare ? { type: eventType, object } : object));
  };
}
