import { isJSONObject, sortedKeys } from '../../engine/apimachinery/index.ts';
import { goFormatValue } from '../printers/go-values.ts';
import type { Json } from '../rest/types.ts';
import type { Describer } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline, type Meta } from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';

const ACRONYMS = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);
const SHOWN_ABOVE = new Set([
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
]);

/** fatih/camelcase's Split: `fooBARBaz9` → foo, BAR, Baz, 9. */
function camelWords(field: string): string[] {
  const words = field.match(/\p{Ll}+|\p{Lu}+|\p{Nd}+|[^\p{Ll}\p{Lu}\p{Nd}]+/gu) ?? [];
  // An upper-case letter before lower-case ones begins their word.
  for (let at = 0; at + 1 < words.length; at++) {
    if (!/^\p{Lu}/u.test(words[at]!) || !/^\p{Ll}/u.test(words[at + 1]!)) continue;
    const letters = [...words[at]!];
    words[at + 1] = letters.at(-1)! + words[at + 1]!;
    words[at] = letters.slice(0, -1).join('');
  }
  return words.filter((word) => word !== '');
}

/** strings.Title, for one word: what is upper case stays so. */
function title(word: string): string {
  const [first = '', ...rest] = [...word];
  return first.toUpperCase() + rest.join('');
}

/** smartLabelFor: `lastTransitionTime` → `Last Transition Time`. */
export function smartLabel(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  return camelWords(field)
    .filter((word) => word !== '_')
    .map((word) => (ACRONYMS.has(word.toUpperCase()) ? word.toUpperCase() : title(word)))
    .join(' ');
}

/** printUnstructuredContent. */
function describeContent(w: PrefixWriter, level: number, content: Json, path: string): void {
  for (const field of sortedKeys(content)) {
    const value = content[field];
    const here = `${path}.${field}`;
    if (SHOWN_ABOVE.has(here)) continue;
    if (isJSONObject(value)) {
      w.line(level, `${smartLabel(field)}:`);
      describeContent(w, level + 1, value, here);
    } else if (Array.isArray(value)) {
      w.line(level, `${smartLabel(field)}:`);
      for (const child of value as readonly unknown[]) {
        if (isJSONObject(child)) describeContent(w, level + 1, child, here);
        else w.line(level + 1, goFormatValue(child));
      }
    } else w.line(level, `${smartLabel(field)}:\t${goFormatValue(value)}`);
  }
}

/** For every kind that has no describer of its own: the object as it is, with titles for its fields. */
export const genericDescriber: Describer = async (object, settings, subject) => {
  const metadata = (object['metadata'] ?? {}) as Meta & { readonly uid?: string };
  const events = await eventsOf(settings, subject, { metadata });
  return (w) => {
    w.line(0, `Name:\t${metadata.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
    labelsMultiline(w, 'Labels', metadata.labels);
    annotationsMultiline(w, 'Annotations', metadata.annotations);
    describeContent(w, 0, object, '');
    describeEvents(events, w, settings.now);
  };
};
