import type { Invocation } from '../../cobra/types.ts';
import { sortObjects, TabWriter, UnsortableError } from '../../printers/index.ts';
import type { Info } from '../../resource/types.ts';
import type { Mapping } from '../../rest/types.ts';
import { throwAll, type Found } from './index.ts';
import { HumanReadablePrinter } from './printer.ts';

/** A table for each type, an empty line between them (get.go, Run). */
export async function printTables(invocation: Invocation, { infos, errors }: Found): Promise<void> {
  const { flags, factory, err } = invocation;
  const withKind = infos.some(({ mapping }) => !sameType(mapping, infos[0]!.mapping));
  const sortBy = flags.string('sort-by');
  const sorted = sortBy === '' || infos.length < 2 ? infos : sortObjects(infos, ({ object }) => object, sortBy);
  const output = new Output(invocation);
  for (const info of sorted) output.print(info, withKind);
  output.flush();
  if (!output.written && !flags.bool('ignore-not-found') && errors.length === 0) {
    const { name } = await factory.namespace();
    const namespaced = !flags.bool('all-namespaces') && infos.every(({ mapping }) => mapping.namespaced);
    err(namespaced ? `No resources found in ${name} namespace.\n` : 'No resources found\n');
  }
  throwAll(errors);
}

function sameType(a: Mapping, b: Mapping): boolean {
  return a.kind === b.kind && a.group === b.group && a.version === b.version;
}

/** What is printed, a type after the other. */
class Output {
  readonly #invocation: Invocation;
  readonly #writer = new TabWriter();
  #printer: HumanReadablePrinter | undefined;
  #mapping: Mapping | undefined;
  #separate = false;
  /** Once a type had its namespaces shown, all that follow have the column (PrintFlags.Copy shares it). */
  #withNamespace = false;
  written = false;

  constructor(invocation: Invocation) {
    this.#invocation = invocation;
  }

  print({ mapping, object }: Info, withKind: boolean): void {
    const { flags } = this.#invocation;
    if (this.#printer === undefined || this.#mapping === undefined || !sameResource(mapping, this.#mapping)) {
      this.flush();
      this.#writer.forgetWidths();
      if (this.#mapping !== undefined && !flags.bool('no-headers') && this.written) this.#separate = true;
      this.#withNamespace ||= flags.bool('all-namespaces') && mapping.namespaced;
      this.#printer = new HumanReadablePrinter(this.#invocation, mapping, this.#withNamespace, withKind);
      this.#mapping = mapping;
    }
    try {
      this.#writer.write(this.#printer.print(object));
    } catch (error) {
      // What one object's printer says is lost in kubectl, except where it ends the process.
      if (error instanceof UnsortableError) throw error;
    }
  }

  flush(): void {
    const text = this.#writer.flush();
    if (text === '') return;
    this.#invocation.out(this.#separate ? `\n${text}` : text);
    this.#separate = false;
    this.written = true;
  }
}

function sameResource(a: Mapping, b: Mapping): boolean {
  return a.resource === b.resource && a.group === b.group && a.version === b.version;
}
