import { compareStrings, type Bytes } from '../../apimachinery/index.ts';

interface Variable {
  readonly value: Bytes | undefined;
  readonly exported: boolean;
  readonly readOnly: boolean;
}

/** The bytes that one variable may hold. */
export const MOST_BYTES = 1024 * 1024;

/** Variables by name. A function's own ones hide those outside until it returns. */
export class Variables {
  readonly #all: Map<string, Variable>;
  readonly #hidden: Map<string, Variable | undefined>[] = [];

  constructor(env: ReadonlyMap<string, Bytes> | Map<string, Variable>, own?: 'copied') {
    this.#all = new Map();
    if (own) for (const [name, variable] of env as Map<string, Variable>) this.#all.set(name, variable);
    else {
      for (const [name, value] of env as ReadonlyMap<string, Bytes>) {
        this.#all.set(name, { value, exported: true, readOnly: false });
      }
    }
  }

  copy(): Variables {
    return new Variables(this.#all, 'copied');
  }

  get(name: string): Bytes | undefined {
    return this.#all.get(name)?.value;
  }

  has(name: string): boolean {
    return this.#all.has(name);
  }

  isReadOnly(name: string): boolean {
    return this.#all.get(name)?.readOnly ?? false;
  }

  isExported(name: string): boolean {
    return this.#all.get(name)?.exported ?? false;
  }

  /** False: it may not be changed. */
  set(name: string, value: Bytes, exported?: boolean): boolean {
    const old = this.#all.get(name);
    if (old?.readOnly) return false;
    const kept = value.length > MOST_BYTES ? value.slice(0, MOST_BYTES) : value;
    this.#all.set(name, { value: kept, exported: exported ?? old?.exported ?? false, readOnly: false });
    return true;
  }

  mark(name: string, marks: { readonly exported?: boolean; readonly readOnly?: boolean }): void {
    const old = this.#all.get(name) ?? { value: undefined, exported: false, readOnly: false };
    this.#all.set(name, { ...old, ...marks });
  }

  unset(name: string): boolean {
    if (this.#all.get(name)?.readOnly) return false;
    this.#all.delete(name);
    return true;
  }

  enterFunction(): void {
    this.#hidden.push(new Map());
  }

  /** Puts back what the function's own variables hid. */
  leaveFunction(): void {
    for (const [name, variable] of this.#hidden.pop() ?? []) {
      if (variable) this.#all.set(name, variable);
      else this.#all.delete(name);
    }
  }

  local(name: string): void {
    const scope = this.#hidden.at(-1);
    if (!scope || scope.has(name)) return;
    const old = this.#all.get(name);
    scope.set(name, old);
    this.#all.set(name, { value: undefined, exported: old?.exported ?? false, readOnly: false });
  }

  /** Sets some for the time of one command; what comes back undoes it. */
  lend(values: readonly (readonly [string, Bytes])[]): () => void {
    const before = values.map(([name]) => [name, this.#all.get(name)] as const);
    for (const [name, value] of values) this.set(name, value, true);
    return () => {
      for (const [name, variable] of before) {
        if (variable) this.#all.set(name, variable);
        else this.#all.delete(name);
      }
    };
  }

  /** What a program gets to see. */
  environment(): Map<string, Bytes> {
    const env = new Map<string, Bytes>();
    for (const [name, { value, exported }] of this.#all) if (exported && value !== undefined) env.set(name, value);
    return env;
  }

  names(): string[] {
    return [...this.#all.keys()].sort(compareStrings);
  }
}
