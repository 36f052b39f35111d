import type { Plugin } from 'vite';

/** A static host knows files, not routes: a page at kit/ that leads to `?kit=cards`, and takes the query along by needing none. */
export function kitAddress(): Plugin {
  return {
    name: 'orrery:kit-address',
    apply: 'build',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'kit/index.html',
        source: `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Orrery kit</title>
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'" />
  <meta http-equiv="refresh" content="0; url=../?kit=cards" />
  <a href="../?kit=cards">Orrery kit</a>
</html>
`,
      });
    },
  };
}
