import { goQuote } from '../../../engine/apimachinery/index.ts';

/** text/template/parse/node.go. `at` is where errors say that a node is. */
export type Expression =
  | { readonly kind: 'dot' | 'nil'; readonly at: number }
  | { readonly kind: 'bool'; readonly at: number; readonly value: boolean }
  | { readonly kind: 'number'; readonly at: number; readonly text: string; readonly value: bigint | number }
  | { readonly kind: 'string'; readonly at: number; readonly quoted: string; readonly value: string }
  | { readonly kind: 'identifier'; readonly at: number; readonly name: string }
  /** `.a.b` */
  | { readonly kind: 'field'; readonly at: number; readonly path: readonly string[] }
  /** `$x.a.b` */
  | { readonly kind: 'variable'; readonly at: number; readonly name: string; readonly path: readonly string[] }
  /** `(…).a.b` */
  | { readonly kind: 'chain'; readonly at: number; readonly base: Expression; readonly path: readonly string[] }
  | Pipe;

export interface Command {
  readonly at: number;
  readonly args: readonly Expression[];
}

export interface Pipe {
  readonly kind: 'pipe';
  readonly at: number;
  readonly assigns: boolean;
  readonly declares: readonly string[];
  readonly commands: readonly Command[];
}

export type Statement =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly at: number; readonly pipe: Pipe }
  | {
      readonly kind: 'if' | 'range' | 'with';
      readonly at: number;
      readonly pipe: Pipe;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: 'template'; readonly at: number; readonly name: string; readonly pipe: Pipe | undefined }
  | { readonly kind: 'break' | 'continue'; readonly at: number };

/** How an error names what it is about. */
export function nodeText(node: Expression | Command): string {
  if ('args' in node) {
    return node.args.map((arg) => (arg.kind === 'pipe' ? `(${nodeText(arg)})` : nodeText(arg))).join(' ');
  }
  switch (node.kind) {
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return node.quoted;
    case 'identifier':
      return node.name;
    case 'field':
      return node.path.map((name) => `.${name}`).join('');
    case 'variable':
      return [node.name, ...node.path].join('.');
    case 'chain': {
      const base = nodeText(node.base);
      return `${node.base.kind === 'pipe' ? `(${base})` : base}${node.path.map((name) => `.${name}`).join('')}`;
    }
    case 'pipe': {
      const commands = node.commands.map(nodeText).join(' | ');
      return node.declares.length === 0
        ? commands
        : `${node.declares.join(', ')} ${node.assigns ? '=' : ':='} ${commands}`;
    }
  }
}

export function statementText(node: Exclude<Statement, { kind: 'text' }>): string {
  switch (node.kind) {
    case 'action':
      return `{{${nodeText(node.pipe)}}}`;
    case 'template':
      return `{{template ${goQuote(node.name)}${node.pipe === undefined ? '' : ` ${nodeText(node.pipe)}`}}}`;
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    default:
      return `{{${node.kind} ${nodeText(node.pipe)}}}`;
  }
}
