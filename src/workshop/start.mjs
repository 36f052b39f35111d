// `npm start`: installs what is missing, serves the app on loopback only, prints its address and opens a browser.
import { ROOT, endWithNpm, ensurePackages } from './packages.mjs';

endWithNpm();
ensurePackages();
const { createServer } = await import('vite');

const port = Number(process.env.PORT ?? 5173);
const quiet = Boolean(process.env.CI) || Boolean(process.env.NO_OPEN);
const server = await createServer({
  root: ROOT,
  configFile: `${ROOT}vite.config.ts`,
  server: { host: '127.0.0.1', port, strictPort: process.env.PORT !== undefined, open: !quiet },
});
await server.listen();
console.log(`Orrery is at ${server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${port}/`}`);

const stop = () => void server.close().then(() => process.exit(0));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
