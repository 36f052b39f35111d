/**
 * Our kubectl as a program in Node, for comparing it with the real one: `node src/workshop/with-packages.mjs run
 * src/server/kubectl.ts -- --server http://127.0.0.1:8001 get pods`.
 */
import { kubectl } from '../kubectl/index.ts';
import { nodeWorld } from './kubectl-world.ts';

const interrupted = new AbortController();
process.on('SIGINT', () => interrupted.abort(new Error('interrupted')));

const argv = process.argv.slice(2);
const code = await kubectl(argv[0] === '--' ? argv.slice(1) : argv, nodeWorld(interrupted.signal));
process.exitCode = code;
if (interrupted.signal.aborted) process.exit(code);
