// Usage: node src/workshop/with-packages.mjs COMMAND [ARGUMENT…]: installs what is missing, then runs the command.
// `run FILE` runs a TypeScript file in this very process, so that signals and memory are the program's own. It is bundled
// first: that takes a fraction of a second, and the engine then runs as fast as in the page.
import { rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, endWithNpm, ensurePackages, runCommand } from './packages.mjs';

const [command, ...args] = process.argv.slice(2);
endWithNpm();
ensurePackages();
if (command === 'run') {
  const file = resolve(ROOT, args[0]);
  const name = args[0].replaceAll(/[\\/]/g, '-');
  const bundled = join(ROOT, '.cache', 'run', `${basename(name, '.ts')}-${process.pid}.mjs`);
  const { build } = await import('esbuild');
  const format = { bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external' };
  await build({ ...format, entryPoints: [file], outfile: bundled, sourcemap: 'inline', logLevel: 'warning' });
  process.argv.splice(1, process.argv.length, file, ...args.slice(1));
  process.setSourceMapsEnabled(true);
  process.on('exit', () => rmSync(bundled, { force: true }));
  await import(pathToFileURL(bundled).href);
} else {
  process.exitCode = await runCommand(command, args);
}
