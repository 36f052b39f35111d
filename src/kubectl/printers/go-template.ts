import { PrintError, type Printer } from './types.ts';

export function goTemplatePrinter(_template: string, _allowMissingKeys: boolean): Printer {
  throw new PrintError('go-template');
}
