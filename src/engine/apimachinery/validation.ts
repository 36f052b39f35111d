/** Which values fit: ports, keys, percentages, addresses. pkg/util/validation/validation.go, ip.go */
import { invalid, required, type ErrorList, type Path } from './field.ts';
import { byteLength, isPrint } from './go-text.ts';
import { tryParseCIDR, tryParseIP } from './ip.ts';
import {
  emptyError,
  isDNS1123Label,
  isDNS1123Subdomain,
  isQualifiedName,
  maxLenError,
  regexError,
  type Messages,
} from './names-validation.ts';

export function inclusiveRangeError(lo: number, hi: number): string {
  return `must be between ${lo} and ${hi}, inclusive`;
}

export function isInRange(value: number, min: number, max: number): Messages {
  return value >= min && value <= max ? [] : [inclusiveRangeError(min, max)];
}

export function isValidPortNum(port: number): Messages {
  return isInRange(port, 1, 65535);
}

export function isValidUserID(id: number): Messages {
  return isInRange(id, 0, 0xffffffff);
}

export function isValidGroupID(id: number): Messages {
  return isInRange(id, 0, 0xffffffff);
}

/** An IANA service name: at most 15 of [-a-z0-9], a letter among them, no hyphen first, last or doubled. */
export function isValidPortName(port: string): Messages {
  const messages: string[] = [];
  if (byteLength(port) > 15) messages.push(maxLenError(15));
  if (!/^[-a-z0-9]+$/.test(port)) {
    messages.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(port)) messages.push('must contain at least one letter (a-z)');
  if (port.includes('--')) messages.push('must not contain consecutive hyphens');
  if (port.startsWith('-') || port.endsWith('-')) messages.push('must not begin or end with a hyphen');
  return messages;
}

export function isValidPercent(percent: string): Messages {
  if (/^[0-9]+%$/.test(percent)) return [];
  const message = "a valid percent string must be a numeric string followed by an ending '%'";
  return [regexError(message, '[0-9]+%', '1%', '93%')];
}

export function isCIdentifier(value: string): Messages {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(value)) return [];
  const message =
    "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'";
  return [regexError(message, '[A-Za-z_][A-Za-z0-9_]*', 'my_name', 'MY_NAME', 'MyName')];
}

function changesDirectory(value: string): Messages {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

/** The strict rule, before relaxed names became the rule. */
export function isEnvVarName(value: string): Messages {
  const messages: string[] = [];
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(value)) {
    const message =
      "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit";
    messages.push(regexError(message, '[-._a-zA-Z][-._a-zA-Z0-9]*', 'my.env-name', 'MY_ENV.NAME', 'MyEnvName1'));
  }
  return [...messages, ...changesDirectory(value)];
}

/** The rule since v1.32: anything printable in ASCII but '='. */
export function isRelaxedEnvVarName(value: string): Messages {
  if (value === '') return [`environment variable name ${emptyError()}`];
  if (/^[ -<>-~]+$/.test(value)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

export function isConfigMapKey(value: string): Messages {
  const messages: string[] = [];
  if (byteLength(value) > 253) messages.push(maxLenError(253));
  if (!/^[-._a-zA-Z0-9]+$/.test(value)) {
    const message = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
    messages.push(regexError(message, '[-._a-zA-Z0-9]+', 'key.name', 'KEY_NAME', 'key-name'));
  }
  return [...messages, ...changesDirectory(value)];
}

export function isHTTPHeaderName(value: string): Messages {
  if (/^[-A-Za-z0-9]+$/.test(value)) return [];
  const message = "a valid HTTP header must consist of alphanumeric characters or '-'";
  return [regexError(message, '[-A-Za-z0-9]+', 'X-Header-Name')];
}

export function isFullyQualifiedName(path: Path, name: string): ErrorList {
  if (name === '') return [required(path)];
  const messages = isDNS1123Subdomain(name);
  if (messages.length > 0) return [invalid(path, name, messages.join(','))];
  if (name.split('.').length >= 3) return [];
  return [invalid(path, name, 'should be a domain with at least three segments separated by dots')];
}

export function isFullyQualifiedDomainName(path: Path, written: string): ErrorList {
  if (written === '') return [required(path)];
  const name = written.endsWith('.') ? written.slice(0, -1) : written;
  const messages = isDNS1123Subdomain(name);
  if (messages.length > 0) return [invalid(path, name, messages.join(','))];
  const labels = name.split('.');
  if (labels.length < 2) {
    return [invalid(path, name, 'should be a domain with at least two segments separated by dots')];
  }
  for (const label of labels) {
    const wrong = isDNS1123Label(label);
    if (wrong.length > 0) return [invalid(path, label, wrong.join(','))];
  }
  return [];
}

const HTTP_PATH_FMT = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const HTTP_PATH = new RegExp(`^${HTTP_PATH_FMT}$`);

export function isDomainPrefixedPath(path: Path, value: string): ErrorList {
  if (value === '') return [required(path)];
  const slash = value.indexOf('/');
  if (slash <= 0 || slash === value.length - 1) {
    return [invalid(path, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  }
  const host = value.slice(0, slash);
  const rest = value.slice(slash + 1);
  const errors = isDNS1123Subdomain(host).map((message) => invalid(path, host, message));
  if (!HTTP_PATH.test(rest)) errors.push(invalid(path, rest, regexError('Invalid path', HTTP_PATH_FMT)));
  return errors;
}

export function isDomainPrefixedKey(path: Path, key: string): ErrorList {
  if (key === '') return [required(path)];
  const messages = isQualifiedName(key);
  if (messages.length > 0) return messages.map((message) => invalid(path, key, message));
  if (key.includes('/')) return [];
  return [invalid(path, key, 'must be a domain-prefixed key (such as "acme.io/foo")')];
}

export function isValidIP(path: Path | undefined, value: string): ErrorList {
  if (tryParseIP(value) !== undefined) return [];
  return [invalid(path, value, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
}

export function isValidIPv4Address(path: Path | undefined, value: string): ErrorList {
  return tryParseIP(value)?.family === 4 ? [] : [invalid(path, value, 'must be a valid IPv4 address')];
}

export function isValidIPv6Address(path: Path | undefined, value: string): ErrorList {
  return tryParseIP(value)?.family === 6 ? [] : [invalid(path, value, 'must be a valid IPv6 address')];
}

export function isValidCIDR(path: Path | undefined, value: string): ErrorList {
  if (tryParseCIDR(value) !== undefined) return [];
  return [invalid(path, value, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
}

/** The first rune that unicode.IsPrint refuses, and its byte offset. */
export function firstUnprintable(text: string): { readonly rune: string; readonly at: number } | undefined {
  let at = 0;
  for (const rune of text) {
    if (!isPrint(rune)) return { rune, at };
    at += byteLength(rune);
  }
  return undefined;
}
