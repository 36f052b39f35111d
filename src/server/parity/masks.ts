import type { Step } from './session.ts';

const UID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/**
 * Without what two runs cannot share: numbers that the API server draws for every request, and names of temporary files. Each
 * keeps its identity: the first UID is `<uid-1>` wherever it stands.
 */
export function masked(steps: readonly Step[]): Step[] {
  const uids = new Names('uid');
  return steps.map(({ command, printed }) => ({
    command,
    printed: printed
      .replace(UID, (uid) => uids.of(uid))
      .replace(/("?resourceVersion"?: )"\d+"/g, '$1"<revision>"')
      .replace(/\/tmp\/(LIVE|MERGED)-\d+/g, '/tmp/$1-0')
      .replace(/\/tmp\/kubectl-edit-\d+/g, '/tmp/kubectl-edit-0')
      .replace(/^((?:---|\+\+\+) \/tmp\/\S+\t).*$/gm, '$1<time>')
      // Lines of client-go's own log bear the host's time and process.
      .replace(/^[EWI]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ \S+:\d+\].*\n/gm, ''),
  }));
}

class Names {
  readonly #names = new Map<string, string>();

  constructor(readonly word: string) {}

  of(text: string): string {
    let name = this.#names.get(text);
    if (name === undefined) this.#names.set(text, (name = `<${this.word}-${this.#names.size + 1}>`));
    return name;
  }
}
