/** Lines of at most `limit` characters where that can be had without breaking a word (mitchellh/go-wordwrap, WrapString). */
export function wrap(text: string, limit: number): string {
  let out = '';
  let current = 0;
  let word = '';
  let space = '';
  const flush = () => {
    current += space.length + word.length;
    out += space + word;
    space = '';
    word = '';
  };
  for (const letter of text) {
    if (letter === '\n') {
      if (word !== '' || current + space.length <= limit) flush();
      space = '';
      out += '\n';
      current = 0;
    } else if (/\s/.test(letter) && letter !== '\u00a0') {
      if (space === '' || word !== '') flush();
      space += letter;
    } else {
      word += letter;
      if (current + word.length + space.length > limit && word.length < limit) {
        out += '\n';
        current = 0;
        space = '';
      }
    }
  }
  if (word !== '' || current + space.length <= limit) out += space + word;
  return out;
}

export function indent(text: string, amount: number): string {
  const margin = ' '.repeat(amount);
  return margin + text.replaceAll('\n', `\n${margin}`);
}
