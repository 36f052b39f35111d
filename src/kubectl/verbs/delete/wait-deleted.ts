import { getNested, isNotFound } from '../../../engine/apimachinery/index.ts';
import { pathOf, type Json, type Mapping, type Rest } from '../../rest/types.ts';
import { uidOf } from '../../resource/rest-helper.ts';
import type { World } from '../../world.ts';

/** What is to be gone. */
export interface Deleted {
  readonly mapping: Mapping;
  readonly namespace: string;
  readonly name: string;
  /** `''`: whatever has the name. */
  readonly uid: string;
}

class TimedOut extends Error {}

/**
 * Waits until nothing of that name and uid is there (kubectl/pkg/cmd/wait/delete.go, IsDeleted). `timeout` is in microseconds, 0: as long as it takes. Throws
 * `timed out waiting for the condition on pods/web`.
 */
export async function untilDeleted(rest: Rest, world: World, gone: Deleted, timeout: number): Promise<void> {
  const deadline = timeout === 0 ? Infinity : world.now() + timeout;
  const tooLate = new TimedOut(`timed out waiting for the condition on ${gone.mapping.resource}/${gone.name}`);
  for (;;) {
    const there = await current(rest, gone);
    if (there === undefined) return;
    const left = deadline - world.now();
    if (left <= 0) throw tooLate;
    if (await seenDeleted(rest, world, gone, there, left)) return;
    if (world.now() >= deadline) throw tooLate;
  }
}

async function current(rest: Rest, { mapping, namespace, name, uid }: Deleted): Promise<Json | undefined> {
  try {
    const there = await rest.get(pathOf(mapping, namespace, name));
    return uid !== '' && uidOf(there) !== uid ? undefined : there;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Whether a watch told of the deletion; false: time is up, or the watch ended without a word of it. */
async function seenDeleted(rest: Rest, world: World, gone: Deleted, there: Json, left: number): Promise<boolean> {
  const resourceVersion = getNested(there, ['metadata', 'resourceVersion']);
  const events = rest.watch(pathOf(gone.mapping, gone.namespace), {
    query: { fieldSelector: `metadata.name=${gone.name}`, resourceVersion: String(resourceVersion ?? '') },
  });
  const iterator = events[Symbol.asyncIterator]();
  const late = left === Infinity ? undefined : world.sleep(left).then(() => undefined);
  // Whoever loses the race must not be heard of as an error that nobody caught.
  late?.catch(() => undefined);
  try {
    for (;;) {
      const next = await (late === undefined ? iterator.next() : Promise.race([iterator.next(), late]));
      if (next === undefined || next.done === true) return false;
      if (next.value.type === 'DELETED') return true;
    }
  } finally {
    void iterator.return?.();
  }
}
