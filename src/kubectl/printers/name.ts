import { getNested } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import { PrintError, type Printer } from './types.ts';

/** `deployment.apps/web`, and with an operation `deployment.apps/web created` (cli-runtime/pkg/printers/name.go). */
export function namePrinter(operation = ''): Printer {
  const suffix = operation === '' ? '' : ` ${operation}`;
  const print = (object: Json): string => {
    const items = object['items'];
    if (Array.isArray(items)) return (items as readonly Json[]).map(print).join('');
    if (typeof object['kind'] !== 'string' || object['kind'] === '') {
      throw new PrintError(
        'missing apiVersion or kind; try GetObjectKind().SetGroupVersionKind() if you know the type',
      );
    }
    const name = getNested(object, ['metadata', 'name']);
    return `${kindPrefix(object)}/${typeof name === 'string' && name !== '' ? name : '<unknown>'}${suffix}\n`;
  };
  return { print };
}

/** `pod`, `deployment.apps`: how an object's kind is named before its name. */
export function kindPrefix(object: Json): string {
  const version = String(object['apiVersion'] ?? '');
  const group = version.includes('/') ? `.${version.slice(0, version.indexOf('/'))}` : '';
  return `${String(object['kind'] ?? '').toLowerCase()}${group}`;
}
