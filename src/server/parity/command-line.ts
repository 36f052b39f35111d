/** One line of a session that our kubectl can be given without a shell. */
export interface CommandLine {
  readonly env: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
  readonly stdin: string | undefined;
  /** A file that standard output goes to. */
  readonly into: string | undefined;
  /** What standard error goes to: beside standard output, or nowhere. */
  readonly silent: boolean;
  /** What the output is piped into, for a shell. */
  readonly pipe: string | undefined;
}

/** Reads what sh would; undefined: this line is not `kubectl …` with at most one pipe behind it, and a shell must run it. */
export function readCommandLine(command: string, read: (file: string) => string): CommandLine | undefined {
  const [line = '', ...document] = command.split('\n');
  const { words, pipe } = wordsOf(line);
  const env: Record<string, string> = {};
  const argv: string[] = [];
  let stdin: string | undefined;
  let into: string | undefined;
  let silent = false;
  for (let at = 0; at < words.length; at++) {
    const { text, quoted } = words[at]!;
    const assigned = argv.length === 0 && !quoted ? /^([A-Z_]+)=([^]*)$/.exec(text) : null;
    if (assigned) env[assigned[1]!] = assigned[2]!;
    else if (quoted) argv.push(text);
    else if (text.startsWith('<<')) {
      if (text === '<<' || text === '<<-') at++;
      stdin = document
        .slice(0, -1)
        .map((row) => `${row}\n`)
        .join('');
    } else if (text === '<') stdin = read(words[++at]!.text);
    else if (text === '>') into = words[++at]!.text;
    else if (text === '2>/dev/null') silent = true;
    else if (text === '2>&1') continue;
    else argv.push(text);
  }
  if (argv[0] !== 'kubectl' || argv.some((word) => ['&&', ';', '||', '&'].includes(word))) return undefined;
  return { env, argv: argv.slice(1), stdin, into, silent, pipe };
}

interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

function wordsOf(line: string): { readonly words: readonly Word[]; readonly pipe: string | undefined } {
  const words: Word[] = [];
  let text: string | undefined;
  let quoted = false;
  const push = () => {
    if (text !== undefined) words.push({ text, quoted });
    text = undefined;
    quoted = false;
  };
  for (let at = 0; at < line.length; at++) {
    const letter = line[at]!;
    if (letter === "'") {
      const end = line.indexOf("'", at + 1);
      quoted ||= text === undefined;
      text = (text ?? '') + line.slice(at + 1, end);
      at = end;
    } else if (letter === '"') {
      quoted ||= text === undefined;
      text ??= '';
      for (at++; at < line.length && line[at] !== '"'; at++) {
        if (line[at] === '\\' && /["\\$`]/.test(line[at + 1] ?? '')) at++;
        text += line[at]!;
      }
    } else if (letter === '\\') text = (text ?? '') + (line[++at] ?? '');
    else if (/\s/.test(letter)) push();
    else if (letter === '|') {
      push();
      return { words, pipe: line.slice(at + 1) };
    } else text = (text ?? '') + letter;
  }
  push();
  return { words, pipe: undefined };
}
