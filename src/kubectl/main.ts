import { checkErr } from './check-err.ts';
import {
  CommandError,
  ExitError,
  find,
  FlagError,
  FlagSet,
  flagsOf,
  helpText,
  pathOfCommand,
  UnknownCommand,
  UsageError,
  type Command,
  type Found,
  type Invocation,
} from './cobra/index.ts';
import { completeForShell } from './completion/protocol.ts';
import { ClientFactory } from './factory.ts';
import { GLOBAL_FLAGS } from './global-flags.ts';
import { GROUPS } from './groups.ts';
import { PrintError } from './printers/index.ts';
import { ROOT } from './root.ts';
import { kustomize } from './verbs/kustomize-slot.ts';
import type { World } from './world.ts';

/** The exit code of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Runs one command line: `argv` without `kubectl` itself. Answers the exit code; whatever goes wrong is told on stderr. */
export async function kubectl(argv: readonly string[], world: World): Promise<number> {
  try {
    await run(argv, world);
    return 0;
  } catch (error) {
    if (world.signal.aborted) return INTERRUPTED;
    if (error instanceof PrintError) world.stdout.write(error.output);
    const { message, code } = checkErr(error);
    if (message !== '') world.stderr.write(message.endsWith('\n') ? message : `${message}\n`);
    return code;
  }
}

async function run(argv: readonly string[], world: World): Promise<void> {
  if (argv[0] === '__complete' || argv[0] === '__completeNoDesc') {
    await completeForShell(argv.slice(1), world);
    return;
  }
  const found = findOrRefuse(argv, world);
  if (found === undefined) return;
  const { chain, rest } = found;
  const path = pathOfCommand(chain);
  const flags = new FlagSet(flagsOf(chain), (line) => world.stderr.write(line));
  try {
    flags.parse(rest);
  } catch (error) {
    if (error instanceof FlagError) throw new CommandError(`${error.message}\nSee '${path} --help' for usage.`);
    throw error;
  }
  const command = chain.at(-1)!;
  if (flags.bool('help')) {
    world.stdout.write(helpText(chain, GROUPS));
    return;
  }
  const factory = new ClientFactory(world, flags.seenAs(GLOBAL_FLAGS), kustomize);
  const invocation: Invocation = {
    path,
    args: flags.args,
    dash: flags.dash,
    flags,
    factory,
    world,
    out: (text) => world.stdout.write(text),
    err: (text) => world.stderr.write(text),
    help: () => world.stdout.write(helpText(chain, GROUPS)),
  };
  await runCommand(command, chain, invocation);
  if (flags.bool('warnings-as-errors') && factory.warnings.count > 0) {
    const { count } = factory.warnings;
    throw new CommandError(`${count} warning${count === 1 ? '' : 's'} received`);
  }
}

async function runCommand(command: Command, chain: Found['chain'], invocation: Invocation): Promise<void> {
  const { path, args, world } = invocation;
  try {
    if (command.run !== undefined) {
      await command.run(invocation);
      return;
    }
    if (chain.length > 1 && args.length > 0) throw new UsageError(`unknown command ${JSON.stringify(args.join(' '))}`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new CommandError(`${error.message}\nSee '${path} -h' for help and examples`, error.code);
  }
  world.stdout.write(helpText(chain, GROUPS));
  if (chain.length > 1) throw new ExitError(1);
}

/** `kubectl help config view` and plugins; undefined: all has been said. */
function findOrRefuse(argv: readonly string[], world: World): Found | undefined {
  if (argv[0] === 'help') {
    help(argv.slice(1), world);
    return undefined;
  }
  try {
    return find(ROOT, argv);
  } catch (error) {
    if (!(error instanceof UnknownCommand)) throw error;
    if (argv[0]!.startsWith('-')) {
      // What stands before a plugin's name is its finder's affair, and that knows no flags (kubectl/pkg/cmd/cmd.go).
      world.stderr.write(`Error: flags cannot be placed before plugin name: ${argv[0]!}\n`);
      throw new ExitError(1);
    }
    throw new CommandError(error.message);
  }
}

function help(words: readonly string[], world: World): void {
  let found: Found;
  try {
    found = find(
      ROOT,
      words.filter((word) => !word.startsWith('-')),
    );
  } catch {
    world.stdout.write(`Unknown help topic [${words.map((word) => `\`${word}\``).join(' ')}]\n`);
    found = { chain: [ROOT], rest: [] };
  }
  world.stdout.write(helpText(found.chain, GROUPS));
}
