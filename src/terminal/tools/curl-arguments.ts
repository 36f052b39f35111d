/** What a command line asks curl to do. */
export interface CurlRequest {
  readonly host: string;
  readonly secure: boolean;
  /** Where authorities are read from; undefined: the certificate is not looked at. */
  readonly authority: string | undefined;
  /** Seconds; undefined: as long as it takes. */
  readonly maxTime: number | undefined;
  readonly port: number;
  readonly path: string;
  readonly method: string;
  readonly headers: readonly string[];
  readonly body: string | undefined;
  readonly silent: boolean;
  readonly showError: boolean;
  readonly fail: boolean;
  readonly include: boolean;
  readonly verbose: boolean;
  readonly output: string | undefined;
  readonly writeOut: string | undefined;
}

const TRY = "curl: try 'curl --help' for more information\n";
/** Long names of what has a short one. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['silent', 's'],
  ['show-error', 'S'],
  ['fail', 'f'],
  ['include', 'i'],
  ['head', 'I'],
  ['verbose', 'v'],
  ['request', 'X'],
  ['header', 'H'],
  ['data', 'd'],
  ['data-raw', 'd'],
  ['data-binary', 'd'],
  ['output', 'o'],
  ['write-out', 'w'],
  ['max-time', 'm'],
  ['connect-timeout', 'm'],
  ['location', 'L'],
  ['insecure', 'k'],
  ['cacert', 'C'],
  ['user-agent', 'A'],
  ['no-progress-meter', 's'],
]);
const WITH_VALUE = new Set('XHdowmAC');
const ALONE = new Set('sSfiIvLk');

/** A complaint is answered as text. */
export function readCurlArguments(words: readonly string[]): CurlRequest | string {
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  let url: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!word.startsWith('-') || word === '-') {
      url = word;
      continue;
    }
    const letters = word.startsWith('--') ? SHORT.get(word.slice(2)) : word.slice(1);
    if (letters === undefined) return `curl: option ${word}: is unknown\n${TRY}`;
    for (let i = 0; i < letters.length; i++) {
      const letter = letters[i]!;
      if (ALONE.has(letter)) flags.add(letter);
      else if (WITH_VALUE.has(letter)) {
        const value = i + 1 < letters.length ? letters.slice(i + 1) : words[++at];
        if (value === undefined) return `curl: option ${word}: requires parameter\n${TRY}`;
        values.set(letter, [...(values.get(letter) ?? []), value]);
        break;
      } else return `curl: option -${letter}: is unknown\n${TRY}`;
    }
  }
  return url === undefined ? `curl: (2) no URL specified\n${TRY}` : requestOf(url, flags, values);
}

function requestOf(
  url: string,
  flags: ReadonlySet<string>,
  values: ReadonlyMap<string, string[]>,
): CurlRequest | string {
  const match = /^(?:(https?):\/\/)?(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?([/?][^#]*)?/.exec(url);
  if (!match) return 'curl: (3) URL using bad/illegal format or missing URL\n';
  const [, scheme = 'http', host = '', port, path = '/'] = match;
  const body = values.get('d')?.join('&');
  const agent = values.get('A')?.at(-1);
  const seconds = Number(values.get('m')?.at(-1));
  return {
    host,
    secure: scheme === 'https',
    authority: flags.has('k') ? undefined : (values.get('C')?.at(-1) ?? ''),
    maxTime: seconds > 0 ? seconds : undefined,
    port: port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port),
    path: path.startsWith('?') ? `/${path}` : path,
    method: values.get('X')?.at(-1) ?? (flags.has('I') ? 'HEAD' : body === undefined ? 'GET' : 'POST'),
    headers: [...(agent === undefined ? [] : [`User-Agent: ${agent}`]), ...(values.get('H') ?? [])],
    body,
    silent: flags.has('s'),
    showError: flags.has('S'),
    fail: flags.has('f'),
    include: flags.has('i'),
    verbose: flags.has('v'),
    output: values.get('o')?.at(-1),
    writeOut: values.get('w')?.at(-1),
  };
}
