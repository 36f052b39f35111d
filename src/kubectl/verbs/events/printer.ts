import { getNested, humanDuration, tryParseTime } from '../../../engine/apimachinery/index.ts';
import { escapeTerminal, TabWriter, type Printer } from '../../printers/index.ts';
import type { Json } from '../../rest/types.ts';

/** The table of `kubectl events` (kubectl/pkg/cmd/events/event_printer.go). */
export class EventPrinter implements Printer {
  readonly #writer = new TabWriter();
  #headers: boolean;

  constructor(
    readonly now: () => number,
    noHeaders: boolean,
    readonly allNamespaces: boolean,
  ) {
    this.#headers = !noHeaders;
  }

  print(object: Json): string {
    if (this.#headers) {
      this.#writer.write(`${this.allNamespaces ? 'NAMESPACE\t' : ''}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n`);
    }
    this.#headers = false;
    const items = object['items'];
    for (const event of Array.isArray(items) ? (items as readonly Json[]) : [object]) this.#one(event);
    return this.#writer.flush();
  }

  #one(event: Json): void {
    const text = (...path: readonly string[]): string => escapeTerminal(String(getNested(event, path) ?? ''));
    const object = `${text('involvedObject', 'kind')}/${text('involvedObject', 'name')}`;
    const cells = [interval(event, this.now()), text('type'), text('reason'), object, text('message').trim()];
    if (this.allNamespaces) cells.unshift(text('metadata', 'namespace'));
    this.#writer.write(`${cells.join('\t')}\n`);
  }
}

function since(time: unknown, now: number): string {
  const at = typeof time === 'string' ? tryParseTime(time) : undefined;
  return at === undefined ? '<unknown>' : humanDuration(now - at);
}

function interval(event: Json, now: number): string {
  const { eventTime: began, firstTimestamp, lastTimestamp, series, count } = event;
  const first = since(began ?? firstTimestamp, now);
  if (typeof series === 'object' && series !== null) {
    const last = since(getNested(series, ['lastObservedTime']), now);
    return `${last} (x${String(getNested(series, ['count']) ?? 0)} over ${first})`;
  }
  if (typeof count === 'number' && count > 1) return `${since(lastTimestamp, now)} (x${count} over ${first})`;
  return first;
}

/** When an event was last seen, by which events are sorted. */
export function eventTime(event: Json): number {
  const last = getNested(event, ['series', 'lastObservedTime']) ?? event['lastTimestamp'] ?? event['eventTime'];
  return typeof last === 'string' ? (tryParseTime(last) ?? 0) : 0;
}
