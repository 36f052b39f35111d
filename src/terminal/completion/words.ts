/** The command that the cursor is in, taken apart as far as completion needs it. */
export interface Typed {
  /** The words before the one that is being typed, without their quotes. */
  readonly before: readonly string[];
  /** What stands of the word so far, without its quotes. */
  readonly word: string;
  /** Where the word begins and where the cursor is, in characters. */
  readonly from: number;
  readonly to: number;
  /** The quote that is still open about the word. */
  readonly quote: '"' | "'" | '';
  /** A file is meant: the word stands behind `<` or `>`. */
  readonly redirected: boolean;
}

const ENDS_COMMAND = new Set([';', '|', '&', '(', '\n', '`', '{']);

/** Reads up to the cursor. Forgiving: what is typed is not yet a command. */
export function wordsAt(text: string, cursor: number): Typed {
  const characters = [...text].slice(0, cursor);
  let before: string[] = [];
  let word = '';
  let begun = false;
  let from = 0;
  let quote: Typed['quote'] = '';
  let redirected = false;
  const end = (): void => {
    if (begun && !redirected) before.push(word);
    if (begun) redirected = false;
    word = '';
    begun = false;
  };
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (
      quote === '' &&
      (ENDS_COMMAND.has(character) || /\s/.test(character) || character === '<' || character === '>')
    ) {
      end();
      if (ENDS_COMMAND.has(character)) before = [];
      if (character === '<' || character === '>') redirected = true;
      from = at + 1;
      continue;
    }
    if (!begun) from = at;
    begun = true;
    if (character === '\\' && quote !== "'") word += characters[++at] ?? '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
    else word += character;
  }
  return { before, word, from: begun ? from : cursor, to: cursor, quote, redirected };
}

/** A word as it must be typed to mean itself. */
export function quoted(word: string, quote: Typed['quote']): string {
  if (quote === "'") return `'${word}`;
  if (quote === '"') return `"${word.replace(/["\\$`]/g, '\\$&')}`;
  return word.replace(/[\s"'\\$`!&|;<>()*?[\]{}#~]/g, (one, at: number) =>
    one === '~' && at === 0 ? one : `\\${one}`,
  );
}
