import { goQuote } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import { marshalJSON } from './json.ts';
import { execute } from './template/execute.ts';
import { FUNCTIONS } from './template/functions.ts';
import { parse, type Template } from './template/parse.ts';
import { valueText } from './template/values.ts';
import { PrintError, type Printer } from './types.ts';

/** -o go-template (cli-runtime/pkg/printers/template.go). */
export function goTemplatePrinter(text: string, allowMissingKeys: boolean): Printer {
  const template = read(text);
  return {
    print(object) {
      try {
        return execute(template, object, !allowMissingKeys);
      } catch (error) {
        if (!(error instanceof PrintError)) throw error;
        const explained =
          `Error executing template: ${error.message}. Printing more information for debugging the template:\n` +
          `\ttemplate was:\n\t\t${text}\n\traw data was:\n\t\t${marshalJSON(object)}\n` +
          `\tobject given to template engine was:\n\t\t${valueText(object)}\n\n`;
        throw new PrintError(`error executing template ${goQuote(text)}: ${error.message}`, error.output + explained);
      }
    },
  };
}

function read(text: string): Template {
  try {
    return parse(text, new Set(FUNCTIONS.keys()));
  } catch (error) {
    if (error instanceof PrintError) throw new CommandError(`error parsing template ${text}, ${error.message}\n`);
    throw error;
  }
}
