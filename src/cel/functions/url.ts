import type { Environment } from '@marcbachmann/cel-js';

/** A URL in its parts. The platform's own reader would correct what Go leaves as it is. */
class CelURL {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;

  constructor([scheme = '', host = '', path = '', query = '']: readonly (string | undefined)[]) {
    this.scheme = scheme;
    this.host = host;
    this.path = path;
    this.query = query;
  }
}

/** url.ParseRequestURI: absolute, or a path from the root. */
function parse(text: string): CelURL | undefined {
  const found = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?\s]*))?(\/[^?\s]*)?(?:\?(\S*))?$/.exec(text);
  if (found === null || (found[1] === undefined && found[3] === undefined)) return undefined;
  return new CelURL(found.slice(1));
}

/** apiserver/pkg/cel/library/urls.go */
export function registerURL(environment: Environment): void {
  environment
    .registerType('kubernetes.URL', CelURL)
    .registerFunction('url(string): kubernetes.URL', (text: string) => {
      const url = parse(text);
      if (url === undefined)
        throw new Error(
          `URL parse error during conversion from string: parse ${JSON.stringify(text)}: invalid URI for request`,
        );
      return url;
    })
    .registerFunction('isURL(string): bool', (text: string) => parse(text) !== undefined)
    .registerFunction('kubernetes.URL.getScheme(): string', (url: CelURL) => url.scheme)
    .registerFunction('kubernetes.URL.getHost(): string', (url: CelURL) => url.host)
    .registerFunction('kubernetes.URL.getHostname(): string', (url: CelURL) => hostname(url.host))
    .registerFunction('kubernetes.URL.getPort(): string', (url: CelURL) => /:(\d+)$/.exec(url.host)?.[1] ?? '')
    .registerFunction('kubernetes.URL.getEscapedPath(): string', (url: CelURL) => url.path)
    .registerFunction('kubernetes.URL.getQuery(): map<string, list<string>>', (url: CelURL) => queryOf(url.query));
}

function hostname(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

function queryOf(query: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const [key = '', value = ''] = pair.split('=').map((part) => decode(part));
    const values = found.get(key);
    if (values) values.push(value);
    else found.set(key, [value]);
  }
  return found;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
