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
  if (event.request.method !== 'GET' || new URL(event.request.url).origin !== self.location.origin) return;
  const kept = () => caches.match(event.request, { ignoreSearch: true });
  if (event.request.mode === 'navigate') event.respondWith(fetch(event.request).catch(kept));
  else event.respondWith(kept().then((answer) => answer ?? fetch(event.request)));
});
`;
}

/** Adds sw.js to the build. The page registers it in production only (see index.html's entry). */
export function offline(): Plugin {
  return {
    name: 'orrery:offline',
    apply: 'build',
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => !name.endsWith('.map'))
        .sort();
      const build = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: serviceWorkerSource(files, build) });
    },
  };
}
