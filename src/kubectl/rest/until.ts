import { getNested } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { World } from '../world.ts';
import { pathOf, type Json, type Mapping, type Rest, type WatchEvent } from './types.ts';

/** Which object is waited for. */
export interface Watched {
  readonly mapping: Mapping;
  readonly namespace: string;
  readonly name: string;
}

/** Says whether there is nothing more to wait for. */
type Condition = (event: Pick<WatchEvent, 'type' | 'object'>) => boolean;

/**
 * Looks at an object and at whatever happens to it until the condition holds (client-go/tools/watch/until.go, UntilWithSync).
 * `timeout` is in microseconds; 0 waits for ever. Throws `timed out waiting for the condition`.
 */
export async function until(
  rest: Rest,
  world: World,
  watched: Watched,
  timeout: number,
  met: Condition,
): Promise<void> {
  const { mapping, namespace, name } = watched;
  const path = pathOf(mapping, namespace);
  const fieldSelector = `metadata.name=${name}`;
  const deadline = timeout > 0 ? world.now() + timeout : Infinity;
  // As an informer asks: what the server remembers will do, since the watch tells of the rest.
  const seen = await rest.get(path, { query: { fieldSelector, limit: 500, resourceVersion: '0' } });
  for (const object of (seen['items'] ?? []) as readonly Json[]) if (met({ type: 'ADDED', object })) return;
  let resourceVersion = String(getNested(seen, ['metadata', 'resourceVersion']) ?? '');
  for (;;) {
    const events = rest.watch(path, { query: { fieldSelector, resourceVersion, allowWatchBookmarks: true } });
    const iterator = events[Symbol.asyncIterator]();
    try {
      for (;;) {
        const event = await beforeDeadline(world, iterator.next(), deadline);
        if (event.done === true) break;
        const version = getNested(event.value.object, ['metadata', 'resourceVersion']);
        if (typeof version === 'string') resourceVersion = version;
        if (event.value.type !== 'BOOKMARK' && met(event.value)) return;
      }
    } finally {
      void iterator.return?.();
    }
  }
}

/** The answer, or an error at the deadline. A wait that is over leaves nothing behind that would hold up virtual time. */
async function beforeDeadline<T>(world: World, work: Promise<T>, deadline: number): Promise<T> {
  if (deadline === Infinity) return work;
  const left = deadline - world.now();
  const late = world.sleep(Math.max(0, left)).then(() => {
    throw new CommandError('timed out waiting for the condition');
  });
  // Whoever loses the race must not be heard of as an error that nobody caught.
  late.catch(() => undefined);
  return Promise.race([work, late]);
}
