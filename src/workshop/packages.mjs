// Installs what package-lock.json asks for, so that every script works on a fresh clone. Uses nothing but Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LOCK = join(ROOT, 'package-lock.json');
const STAMP = join(ROOT, 'node_modules', '.orrery-installed');
const INSTALLED = join(ROOT, 'node_modules', '.package-lock.json');

/** Compares contents, not dates: a clone or a checkout gives every file a new date. */
const lockDigest = () => createHash('sha256').update(readFileSync(LOCK)).digest('hex');

/** The packages of a lock file, as "path@version" lines; npm's own record of what is installed has the same shape. */
function missingPackages() {
  if (!existsSync(INSTALLED)) return true;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockDigest()) return false;
  const wanted = JSON.parse(readFileSync(LOCK, 'utf8')).packages;
  const installed = JSON.parse(readFileSync(INSTALLED, 'utf8')).packages;
  return Object.entries(wanted).some(
    ([path, entry]) => path !== '' && !entry.optional && installed[path]?.version !== entry.version,
  );
}

/** Makes node_modules agree with package-lock.json, or ends the process with npm's own exit code. */
export function ensurePackages() {
  if (missingPackages()) {
    console.log('Installing packages (npm ci) …');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: ROOT,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) process.exit(status ?? 1);
  }
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, lockDigest());
}

/** The file that node runs for a package's command, e.g. `vite` → node_modules/vite/bin/vite.js. */
export function commandFile(name) {
  const packageName = { tsc: 'typescript-native', depcruise: 'dependency-cruiser' }[name] ?? name;
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/**
 * npm starts a script through a shell, and that shell may end at a signal without passing it on. A script whose shell
 * is gone ends as if the signal had reached it.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && process.kill(process.pid, 'SIGTERM'), 250).unref();
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143 };

/**
 * Runs an installed command and answers its exit code. Output goes to the terminal, or to `onOutput` when given.
 * A signal to this process ends the command, and then this process.
 */
export function runCommand(name, args, { onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [commandFile(name), ...args], {
      cwd: ROOT,
      stdio: ['ignore', onOutput ? 'pipe' : 'inherit', onOutput ? 'pipe' : 'inherit'],
    });
    let ended;
    const end = (signal) => {
      ended = signal;
      child.kill(signal);
    };
    for (const signal of Object.keys(SIGNALS)) process.on(signal, end);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', onOutput);
    }
    child.on('close', (code) => {
      for (const signal of Object.keys(SIGNALS)) process.off(signal, end);
      if (ended !== undefined) process.exit(SIGNALS[ended]);
      resolve(code ?? 1);
    });
  });
}
