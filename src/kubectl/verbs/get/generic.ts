import type { Invocation } from '../../cobra/types.ts';
import { PrintError, UnsortableError } from '../../printers/index.ts';
import type { Json } from '../../rest/types.ts';
import { throwAll, type Found } from './index.ts';
import { genericPrinter } from './printer.ts';

/** Every form of -o but tables: one object as it is, several as a List (get.go, printGeneric). */
export async function printGeneric(invocation: Invocation, { infos, errors }: Found, single: boolean): Promise<void> {
  if (single && errors.length > 0) throwAll(errors);
  if (infos.length === 0 && invocation.flags.bool('ignore-not-found')) return throwAll(errors);
  const printer = await genericPrinter(invocation);
  const objects = infos.map(({ object }) => object);
  const told: unknown[] = [...errors];
  try {
    invocation.out(printer.print(single && objects.length === 1 ? objects[0]! : listOf(objects)));
  } catch (error) {
    if (error instanceof UnsortableError) throw error;
    // One error that is told alone brings its output with it.
    if (error instanceof PrintError && errors.length > 0) invocation.out(error.output);
    told.push(error);
  }
  throwAll(told);
}

function listOf(items: readonly Json[]): Json {
  return { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
}
