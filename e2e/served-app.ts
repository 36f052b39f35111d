/** Builds the app once and serves the build on a free loopback port, under a sub-path, for every e2e test. */
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = fileURLToPath(new URL('../.cache/e2e-site', import.meta.url));

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built app is served, with a trailing slash. */
    appUrl: string;
  }
}

export default async function serveApp(project: TestProject): Promise<() => Promise<void>> {
  const configFile = `${ROOT}vite.config.ts`;
  // The test runner says NODE_ENV=test, with which React would be built for development: not what people are given.
  process.env['NODE_ENV'] = 'production';
  await build({ root: ROOT, configFile, logLevel: 'warn', build: { outDir: OUT, emptyOutDir: true } });
  const server = await preview({
    root: ROOT,
    configFile,
    base: '/any/sub-path/',
    logLevel: 'warn',
    build: { outDir: OUT },
    preview: { host: '127.0.0.1', port: 0, open: false },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the preview server gave no address');
  project.provide('appUrl', url);
  return () => server.close();
}
