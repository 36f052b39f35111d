/**
 * i18n: the words of the page, in Korean and English. A message is an id and parameters; both languages have every id,
 * which the types enforce. Each room of the page keeps its messages in a file of its own under en/ and ko/.
 *
 * Promises: no message is missing in a language; a Korean particle fits the word before it, Latin names and digits included.
 */
import { en } from './en.ts';
import { fill, type Params } from './format.ts';
import { ko } from './ko.ts';
import type { Language } from './language.ts';

export { fill, type Params } from './format.ts';
export { chooseLanguage, type Language } from './language.ts';
export { endingOf, particle } from './particles.ts';

export type MessageId = keyof typeof en;

const MESSAGES: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = { ko, en };

export type Translate = (id: MessageId, params?: Params) => string;

export function translate(language: Language, id: MessageId, params?: Params): string {
  return fill(MESSAGES[language][id], params);
}
