import { CommandError } from '../cobra/errors.ts';
import { goFormatValue, goSyntax } from './go-values.ts';
import { marshalJSON } from './json.ts';
import { Evaluation } from './jsonpath/evaluate.ts';
import { parseTemplate, type Node } from './jsonpath/parse.ts';
import { PrintError, type Printer } from './types.ts';

/** -o jsonpath, jsonpath-as-json and jsonpath-file (cli-runtime/pkg/printers/jsonpath.go). */
export function jsonPathPrinter(template: string, allowMissingKeys: boolean, asJSON: boolean): Printer {
  const nodes = tryParse(template);
  if (nodes instanceof PrintError) throw new CommandError(`error parsing jsonpath ${template}, ${nodes.message}\n`);
  return {
    print(object) {
      try {
        return resultsText(new Evaluation(nodes, allowMissingKeys).findResults(object), asJSON);
      } catch (error) {
        if (!(error instanceof PrintError)) throw error;
        throw new PrintError(
          `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${error.message}. ` +
            `Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n` +
            `\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n\n`,
        );
      }
    },
  };
}

function tryParse(template: string): Node[] | PrintError {
  try {
    return parseTemplate(template);
  } catch (error) {
    if (error instanceof PrintError) return error;
    throw error;
  }
}

/** A template that a verb asks itself (`wait --for=jsonpath`, `--sort-by`, columns). Throws PrintError when it is none. */
export class JSONPathTemplate {
  readonly #nodes: readonly Node[];
  readonly #allowMissingKeys: boolean;

  constructor(template: string, allowMissingKeys: boolean) {
    this.#nodes = parseTemplate(template);
    this.#allowMissingKeys = allowMissingKeys;
  }

  /** What each action found. Throws PrintError. */
  findResults(object: unknown): (readonly unknown[])[] {
    return new Evaluation(this.#nodes, this.#allowMissingKeys).findResults(object);
  }
}

function resultsText(results: readonly (readonly unknown[])[], asJSON: boolean): string {
  if (asJSON) return results.map((values) => `${marshalJSON(values, { indent: '    ' })}\n`).join('');
  return results.map((values) => values.map(jsonPathText).join(' ')).join('');
}

/** How one value is printed: maps and lists as JSON, the rest as fmt prints it. */
export function jsonPathText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return typeof value === 'object' ? marshalJSON(value) : goFormatValue(value);
}

const RELAXED = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/;

/**
 * `x.y`, `.x.y`, `{x.y}` and `{.x.y}` alike as the last of them (get.RelaxedJSONPathExpression). Throws PrintError.
 */
export function relaxedJSONPath(expression: string): string {
  if (expression === '') return expression;
  const found = RELAXED.exec(expression);
  if (found === null) {
    throw new PrintError(
      `unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
    );
  }
  return `{.${found[1] ?? found[2]}}`;
}
