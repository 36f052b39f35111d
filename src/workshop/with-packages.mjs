// Usage: node src/workshop/with-packages.mjs COMMAND [ARGUMENT…]: installs what is missing, then runs the command.
// `tsx FILE` runs a TypeScript file in this very process, so that signals and memory are the program's own.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, endWithNpm, ensurePackages, runCommand } from './packages.mjs';

const [command, ...args] = process.argv.slice(2);
endWithNpm();
ensurePackages();
if (command === 'tsx') {
  const file = resolve(ROOT, args[0]);
  process.argv.splice(1, process.argv.length, file, ...args.slice(1));
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(file).href);
} else {
  process.exitCode = await runCommand(command, args);
}
