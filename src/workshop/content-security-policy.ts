import type { Plugin } from 'vite';

/**
 * Nothing but this site's own files runs or is fetched. Inline styles are the one exception: Monaco and
 * framer-motion add <style> elements while they run. Monaco's icons in its own stylesheet are data: images.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Writes the policy into the built page. The dev server is left alone: its live reload needs an inline script. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'orrery:content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
