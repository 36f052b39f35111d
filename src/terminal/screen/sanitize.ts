/** What may reach the screen: `plain` is what programs print, `raw` is a terminal that a program at the far end draws on. */
export type Trust = 'plain' | 'raw';

/** Longer sequences mean nothing; they are swallowed. */
const LONGEST = 64;
const SGR = /^[0-9;:]*$/;
/** Moving the cursor, erasing, inserting and deleting: what a far program needs to draw a line or a screen. */
const DRAWS = new Set('ABCDEFGHJKLMPSTXdfr');
/** Showing and hiding the cursor, wrapping, the other screen. Nothing that reports, and no mouse. */
const MODES = new Set(['?25', '?7', '?47', '?1049']);
/** Characters that would turn the line's direction around: what stands there must be what is read. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * Takes out of a program's output everything that would do more than show text in colours: titles, the clipboard, links,
 * questions that the terminal answers as if they had been typed, device control. One for each stream, since a sequence may
 * come in pieces.
 *
 *     sanitizer.clean('\x1b]0;title\x07\x1b[31mred\x1b[0m')  →  '\x1b[31mred\x1b[0m'
 */
export class Sanitizer {
  trust: Trust;
  #state: 'text' | 'escape' | 'csi' | 'charset' | 'string' | 'string-escape' = 'text';
  #held = '';

  constructor(trust: Trust = 'plain') {
    this.trust = trust;
  }

  clean(text: string): string {
    let out = '';
    for (const character of text) out += this.#take(character);
    return out;
  }

  /** Forgets a sequence that has begun. */
  reset(): void {
    this.#state = 'text';
    this.#held = '';
  }

  #take(character: string): string {
    switch (this.#state) {
      case 'text':
        return this.#text(character);
      case 'escape':
        return this.#escape(character);
      case 'csi':
        return this.#csi(character);
      case 'charset':
        this.#state = 'text';
        return '';
      default:
        return this.#string(character);
    }
  }

  #text(character: string): string {
    if (character === '\x1b') {
      this.#state = 'escape';
      return '';
    }
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) return character;
    if (character === '\n') return this.trust === 'raw' ? '\n' : '\r\n';
    if (character === '\t' || character === '\r') return character;
    if (code < 0x20 || code === 0x7f) return character === '\b' && this.trust === 'raw' ? character : '';
    if (code < 0xa0) return this.#c1(code);
    return BIDI.test(character) ? '' : character;
  }

  /** The eight-bit forms of the same openers. */
  #c1(code: number): string {
    if (code === 0x9b) {
      this.#state = 'csi';
      this.#held = '';
    } else if (code === 0x90 || code === 0x98 || (code >= 0x9d && code <= 0x9f)) this.#state = 'string';
    return '';
  }

  #escape(character: string): string {
    if (character === '[') {
      this.#state = 'csi';
      this.#held = '';
    } else if (']PX^_'.includes(character)) this.#state = 'string';
    else if ('()*+-./#% '.includes(character)) this.#state = 'charset';
    else if (character !== '\x1b') this.#state = 'text';
    return character === '\n' ? this.#text(character) : '';
  }

  #csi(character: string): string {
    const code = character.charCodeAt(0);
    if (code >= 0x20 && code < 0x40) {
      this.#held += this.#held.length < LONGEST ? character : '';
      return '';
    }
    this.#state = 'text';
    if (code < 0x40 || code > 0x7e) return this.#text(character);
    return this.#isHarmless(character) ? `\x1b[${this.#held}${character}` : '';
  }

  #isHarmless(final: string): boolean {
    if (this.#held.length >= LONGEST) return false;
    if (final === 'm') return SGR.test(this.#held);
    if (this.trust === 'plain') return false;
    if (DRAWS.has(final)) return SGR.test(this.#held);
    return (final === 'h' || final === 'l') && MODES.has(this.#held);
  }

  /** Up to its end; a line's end ends it too, lest one stray byte swallow everything that follows. */
  #string(character: string): string {
    if (this.#state === 'string-escape') {
      this.#state = 'text';
      return character === '\\' ? '' : this.#escape(character);
    }
    if (character === '\x1b') this.#state = 'string-escape';
    else if (character === '\x07' || character === '\x9c') this.#state = 'text';
    else if (character === '\n') {
      this.#state = 'text';
      return this.#text(character);
    }
    return '';
  }
}
