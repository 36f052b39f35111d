import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/**
 * After the first visit the built site works without a network: a service worker keeps every file of the build. The
 * files' names carry their content's hash, so the cache of one build is never wrong for another; a new build has
 * a new cache and drops the old one. Only the page itself is asked from the network first.
 */
export function serviceWorkerSource(files: readonly string[], build: string): string {
  return `const CACHE = ${JSON.stringify(`orrery-${build}`)};
const FILES = ${JSON.stringify(['./', ...files])};
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  const drop = (names) => Promise.all(names.filter((n) => n.startsWith('orrery-') && n !== CACHE).map((n) => caches.delete(n)));
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()));
});
self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET' || !event.request.url.startsWith(self.registration.scope)) return;
  const kept = () => caches.open(CACHE).then((cache) => cache.match(event.request, { ignoreSearch: true, ignoreVary: true }));
  const asked = () => fetch(event.request);
  if (event.request.mode === 'navigate') event.respondWith(asked().catch(() => kept().then((answer) => answer ?? Response.error())));
  else event.respondWith(kept().then((answer) => answer ?? asked()));
});
`;
}

/** A file, because the page's policy allows no inline script. A browser that refuses goes on without a cache. */
const REGISTRATION = `if ('serviceWorker' in navigator)
  addEventListener('load', () => navigator.serviceWorker.register('./sw.js').catch(() => undefined));
`;

/** Adds the service worker and its registration to the build; the dev server does without. */
export function offline(): Plugin {
  return {
    name: 'orrery:offline',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'script', attrs: { src: './offline.js', defer: true }, injectTo: 'head' }],
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle).filter((name) => !/\.(map|html)$/.test(name));
        files.push('offline.js', 'favicon.svg');
        const build = createHash('sha256').update(files.sort().join('\n')).digest('hex').slice(0, 12);
        this.emitFile({ type: 'asset', fileName: 'offline.js', source: REGISTRATION });
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: serviceWorkerSource(files, build) });
      },
    },
  };
}
