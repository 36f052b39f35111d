// Usage: node src/workshop/with-packages.mjs COMMAND [ARGUMENT…]: installs what is missing, then runs the command.
import { ensurePackages, runCommand } from './packages.mjs';

const [command, ...args] = process.argv.slice(2);
ensurePackages();
process.exitCode = await runCommand(command, args);
