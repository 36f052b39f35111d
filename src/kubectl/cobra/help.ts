import { compareStrings } from '../../engine/apimachinery/index.ts';
import type { Found } from './find.ts';
import type { Command, Flag } from './types.ts';
import { defaultText } from './value.ts';

/** Commands of the root under one title. */
export interface CommandGroup {
  readonly title: string;
  readonly names: readonly string[];
}

export function pathOfCommand(chain: Found['chain']): string {
  return chain.map(({ name }) => name).join(' ');
}

/** What `--help` prints (kubectl/pkg/util/templates/templater.go). */
export function helpText(chain: Found['chain'], groups: readonly CommandGroup[]): string {
  const command = chain.at(-1)!;
  const [first = '', ...others] = (command.long ?? command.short).trim().split('\n\n');
  // Every paragraph but the first stands one space in, as kubectl's do.
  const long = [first, ...others.map((paragraph) => ` ${paragraph.trim()}`)].join('\n\n');
  return `${long}\n\n${usageText(chain, groups)}`;
}

/** Everything of the help but its first paragraphs: what a command prints that was called wrongly. */
export function usageText(chain: Found['chain'], groups: readonly CommandGroup[]): string {
  const command = chain.at(-1)!;
  const sections = [
    command.aliases === undefined ? '' : `Aliases:\n${[command.name, ...command.aliases].join(', ')}`,
    command.examples === undefined ? '' : `Examples:\n${indented(command.examples)}`,
    commandsSection(chain, groups),
    flagsSection(command),
    usageLine(chain),
    tips(chain),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function tips(chain: Found['chain']): string {
  const root = chain[0]!.name;
  const more = `Use "${pathOfCommand(chain)} <command> --help" for more information about a given command.\n`;
  const options = `Use "${root} options" for a list of global command-line options (applies to all commands).`;
  return `${visible(chain.at(-1)!).length > 0 ? more : ''}${options}`;
}

function indented(text: string): string {
  const lines = text.trim().split('\n');
  return lines.map((line) => (line.trim() === '' ? '  ' : `  ${line.trimEnd()}`)).join('\n');
}

function visible({ commands = [] }: Command): readonly Command[] {
  return commands.filter(({ hidden }) => hidden !== true);
}

/** cobra's minNamePadding. */
const NARROWEST = 11;

function commandsSection(chain: Found['chain'], groups: readonly CommandGroup[]): string {
  const commands = visible(chain.at(-1)!);
  if (commands.length === 0) return '';
  const line = ({ name, short }: Command) => `  ${name.padEnd(15)} ${short}`;
  if (chain.length > 1) {
    const sorted = [...commands].sort((a, b) => compareStrings(a.name, b.name));
    const wide = Math.max(NARROWEST, ...commands.map(({ name }) => name.length));
    return `Available Commands:\n${sorted.map(({ name, short }) => `  ${name.padEnd(wide)}   ${short}`).join('\n')}`;
  }
  const grouped = new Set(groups.flatMap(({ names }) => names));
  const others = commands.filter(({ name }) => !grouped.has(name) && name !== 'options');
  const sections = groups.map(({ title, names }) => ({
    title,
    commands: names.flatMap((name) => commands.filter((command) => command.name === name)),
  }));
  sections.push({ title: 'Subcommands provided by plugins:', commands: [] });
  sections.push({ title: 'Other Commands:', commands: others.sort((a, b) => compareStrings(a.name, b.name)) });
  return sections.map((section) => [section.title, ...section.commands.map(line)].join('\n')).join('\n\n');
}

function flagsSection(command: Command): string {
  const flags = [...(command.flags ?? []), ...(command.persistentFlags ?? [])].filter(({ hidden }) => hidden !== true);
  if (flags.length === 0 || command.name === 'kubectl') return '';
  return `Options:\n${flagLines(flags)}`;
}

/** One after the other by name, each with its default and its sentence. */
export function flagLines(flags: readonly Flag[]): string {
  const shown = flags.filter(({ hidden, deprecated }) => hidden !== true && deprecated === undefined);
  const sorted = [...shown].sort((a, b) => compareStrings(a.name, b.name));
  return sorted.map(flagLine).join('\n\n');
}

function flagLine(flag: Flag): string {
  const quoted = flag.type === 'string' || flag.type === 'intOrString';
  const value = quoted ? `'${defaultText(flag)}'` : defaultText(flag);
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  return `    ${short}--${flag.name}=${value}:\n\t${flag.usage.replaceAll('`', '')}`;
}

function usageLine(chain: Found['chain']): string {
  const command = chain.at(-1)!;
  const own = command.usage === undefined ? '' : ` ${command.usage}`;
  const path = pathOfCommand(chain);
  const line = chain.length === 1 ? `${path} [flags]` : `${path}${own}`;
  return `Usage:\n  ${line} [options]`;
}
