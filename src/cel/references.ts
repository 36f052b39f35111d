interface Node {
  readonly op: string;
  readonly args: unknown;
  readonly pos?: number;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).op === 'string';
}

const MACROS = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'optMap', 'optFlatMap']);

/** `self.spec.replicas` as its names, and where the last selection stands in the expression. */
export type Reference = readonly [root: string, fields: readonly string[], at: number];

/**
 * Which variables an expression names, and which of their fields it selects one after the other. What a macro binds is not
 * a variable.
 */
export function referencesOf(root: unknown): readonly Reference[] {
  const found: Reference[] = [];
  walk(root, new Set(), found);
  return found;
}

function walk(part: unknown, bound: ReadonlySet<string>, found: Reference[]): void {
  if (Array.isArray(part)) {
    for (const one of part) walk(one, bound, found);
    return;
  }
  if (!isNode(part)) return;
  const chain = chainOf(part);
  if (chain !== undefined) {
    if (!bound.has(chain[0])) found.push(chain);
    return;
  }
  if (part.op === 'rcall') {
    const [name, receiver, args] = part.args as [string, unknown, readonly unknown[]];
    const variable = args[0];
    const binds = MACROS.has(name) || (name === 'bind' && args.length === 3);
    if (binds && isNode(variable) && variable.op === 'id') {
      walk(receiver, bound, found);
      const inner = new Set([...bound, String(variable.args)]);
      for (const arg of args.slice(1)) walk(arg, inner, found);
      return;
    }
  }
  walk(part.args, bound, found);
}

/** Selections by name down to a variable; undefined for everything else. */
function chainOf(node: Node): Reference | undefined {
  const fields: string[] = [];
  let at: unknown = node;
  while (isNode(at) && at.op === '.') {
    const [operand, name] = at.args as [unknown, string];
    fields.unshift(name);
    at = operand;
  }
  if (!isNode(at) || at.op !== 'id') return undefined;
  return [String(at.args), fields, Math.max(0, (node.pos ?? 0) - 1)];
}
