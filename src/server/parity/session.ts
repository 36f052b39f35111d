/**
 * A parity session is a text: a line that says which kubectl printed it and when, then `$ COMMAND` and everything that it
 * printed, byte for byte, and `[CODE]` when it failed. A here-document belongs to its command; output that does not end with
 * a line's end is followed by `[no newline]`.
 */
export interface Session {
  /** `v1.33.1`. */
  readonly version: string;
  /** When it was recorded, for ages that kubectl counts itself: microseconds since the Unix epoch. */
  readonly at: number;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly command: string;
  readonly printed: string;
}

const HEAD = /^# kubectl (\S+), (\S+)\n/;

export function readSession(text: string): Session {
  const head = HEAD.exec(text);
  const steps = text
    .slice(head?.[0].length ?? 0)
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = endOfCommand(part);
      return { command: part.slice(0, end), printed: part.slice(end + 1) };
    });
  return { version: head?.[1] ?? '', at: head ? Date.parse(head[2]!) * 1000 : Date.now() * 1000, steps };
}

export function writeSession({ version, at, steps }: Session): string {
  const head = `# kubectl ${version}, ${new Date(at / 1000).toISOString()}\n`;
  return head + steps.map(writeStep).join('');
}

export function writeStep({ command, printed }: Step): string {
  return `$ ${command}\n${printed}`;
}

/** What a command printed and how it ended, as a session tells it. */
export function printedText(output: string, code: number): string {
  const ended = output === '' || output.endsWith('\n') ? output : `${output}\n[no newline]\n`;
  return code === 0 ? ended : `${ended}[${code}]\n`;
}

/** Behind its line, or behind the line that ends its here-document. */
function endOfCommand(part: string): number {
  const line = part.indexOf('\n');
  if (line < 0) return part.length;
  const marker = /<<-?\s*['"]?(\w+)['"]?/.exec(part.slice(0, line))?.[1];
  if (marker === undefined) return line;
  const close = part.indexOf(`\n${marker}\n`, line);
  return close < 0 ? line : close + marker.length + 1;
}
