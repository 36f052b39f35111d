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
      .replace(/(Resource Version: +)\d+/g, '$1<revision>')
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

/** What a generated name ends with (apiserver/pkg/storage/names). */
const DRAWN_NAME = /-[bcdfghjklmnpqrstvwxz2456789]{5}(?![\w-])/g;
/** Of Services, and of pods: which of two pods has an address first is a matter of milliseconds. */
const DRAWN_ADDRESS = /\b10\.(?:9[6-9]|1[01]\d|244)\.\d+\.\d+\b/g;
const DRAWN_PORT = /\b3[0-2]\d{3}\b/g;
/** How long an image took to come: the network's delays are drawn as well. */
const DRAWN_DURATION = /\b\d+(?:\.\d{3}s|ms)\b/g;
const DRAWN = '<drawn>';

/**
 * Without what the API server draws by lot: the ends of generated names, the addresses and ports of Services. A request more
 * or less moves background work by a millisecond, and who draws first draws another lot. Lines with such names stand in any
 * order, and columns beside such addresses are a space apart.
 */
function withoutLots(printed: string): string {
  const drawn = printed
    .replace(DRAWN_NAME, `-${DRAWN}`)
    .replace(DRAWN_ADDRESS, DRAWN)
    .replace(DRAWN_PORT, DRAWN)
    .replace(DRAWN_DURATION, DRAWN);
  if (drawn === printed) return printed;
  const lines = drawn.replace(/ {2,}/g, ' ').split('\n');
  for (let from = 0; from < lines.length; from++) {
    let to = from;
    while (to < lines.length && lines[to]!.includes(DRAWN)) to++;
    if (to > from + 1) lines.splice(from, to - from, ...lines.slice(from, to).sort());
    from = Math.max(from, to);
  }
  return lines.join('\n');
}

/** Whether two runs printed the same, but for what was drawn by lot. */
export function alike(one: Step, other: Step): boolean {
  return one.printed === other.printed || withoutLots(one.printed) === withoutLots(other.printed);
}
