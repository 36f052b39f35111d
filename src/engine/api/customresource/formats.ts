import { isDNS1123Label, isDNS1123Subdomain } from '../../apimachinery/index.ts';

/**
 * The formats that a schema may ask of a string; a format that is not here is not looked at.
 * kube-openapi/pkg/validation/strfmt, apiextensions-apiserver/pkg/apiserver/validation/formats.go
 */
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const HEX = '[0-9a-f]';
const uuid = (version: string): RegExp =>
  new RegExp(
    `^${HEX}{8}-?${HEX}{4}-?${version}-?${version === `${HEX}{4}` ? HEX : '[89ab]'}${HEX}{3}-?${HEX}{12}$`,
    'i',
  );
const HOSTNAME =
  /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$/u;
const EMAIL = /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+$/;
const DATE = /^\d{4}-(\d\d)-(\d\d)$/;
const DATE_TIME = /^\d{4}-(\d\d)-(\d\d)[tT ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[zZ]|[+-]\d\d:?\d\d)?$/;
const GO_DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const WORD_DURATION =
  /^\s*\d+\s*(?:ns|nanos?|nanoseconds?|us|µs|micros?|microseconds?|ms|millis?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)\s*$/;

function isDate(text: string, shape: RegExp): boolean {
  const found = shape.exec(text);
  if (found === null) return false;
  const [month, day] = [Number(found[1]), Number(found[2])];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

export function isIPv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return false;
  let groups = 0;
  for (const half of halves) {
    if (half === '') continue;
    const parts = half.split(':');
    for (const [i, part] of parts.entries()) {
      const last = half === halves[halves.length - 1] && i === parts.length - 1;
      if (last && IPV4.test(part)) groups += 2;
      else if (/^[0-9a-f]{1,4}$/i.test(part)) groups++;
      else return false;
    }
  }
  return halves.length === 2 ? groups < 8 : groups === 8;
}

export function isIPv4(text: string): boolean {
  return IPV4.test(text);
}

export function isCIDR(text: string): boolean {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return false;
  const [address, bits] = [text.slice(0, slash), text.slice(slash + 1)];
  if (!/^(?:0|[1-9]\d{0,2})$/.test(bits)) return false;
  return isIPv4(address) ? Number(bits) <= 32 : isIPv6(address) && Number(bits) <= 128;
}

function isISBN(text: string, length: 10 | 13): boolean {
  const digits = text.replace(/[\s-]/g, '');
  if (!(length === 10 ? /^\d{9}[\dXx]$/ : /^\d{13}$/).test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const digit = /[xX]/.test(digits.charAt(i)) ? 10 : Number(digits.charAt(i));
    sum += digit * (length === 10 ? 10 - i : i % 2 === 0 ? 1 : 3);
  }
  return sum % (length === 10 ? 11 : 10) === 0;
}

function isCreditCard(text: string): boolean {
  const digits = text.replace(/[^0-9]+/g, '');
  if (
    !/^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|6(?:011|5\d\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11})$/.test(
      digits,
    )
  )
    return false;
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = Number(digits.charAt(i)) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/** url.ParseRequestURI: an absolute URI or an absolute path. */
function isURI(text: string): boolean {
  return !/[\s\p{Cc}]/u.test(text) && (text.startsWith('/') || /^[a-zA-Z][a-zA-Z0-9+.-]*:\S*$/.test(text));
}

const CHECKS: ReadonlyMap<string, (text: string) => boolean> = new Map<string, (text: string) => boolean>([
  ['bsonobjectid', (text) => /^[0-9a-f]{24}$/i.test(text)],
  ['uri', isURI],
  ['email', (text) => EMAIL.test(text)],
  ['hostname', (text) => HOSTNAME.test(text) && text.split('.').every((label) => label.length <= 63)],
  ['ipv4', isIPv4],
  ['ipv6', isIPv6],
  ['cidr', isCIDR],
  [
    'mac',
    (text) => /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4,6}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2,3}[0-9a-f]{4})$/i.test(text),
  ],
  ['uuid', (text) => uuid(`${HEX}{4}`).test(text)],
  ['uuid3', (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text)],
  ['uuid4', (text) => uuid(`4${HEX}{3}`).test(text)],
  ['uuid5', (text) => uuid(`5${HEX}{3}`).test(text)],
  ['isbn', (text) => isISBN(text, 10) || isISBN(text, 13)],
  ['isbn10', (text) => isISBN(text, 10)],
  ['isbn13', (text) => isISBN(text, 13)],
  ['creditcard', isCreditCard],
  ['ssn', (text) => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text)],
  ['hexcolor', (text) => /^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(text)],
  [
    'rgbcolor',
    (text) =>
      /^rgb\(\s*(?:\d{1,2}|1\d\d|2[0-4]\d|25[0-5])\s*(?:,\s*(?:\d{1,2}|1\d\d|2[0-4]\d|25[0-5])\s*){2}\)$/.test(text),
  ],
  ['byte', (text) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)],
  ['password', () => true],
  ['date', (text) => isDate(text, DATE)],
  ['duration', (text) => GO_DURATION.test(text) || WORD_DURATION.test(text)],
  ['datetime', (text) => isDate(text, DATE_TIME)],
  ['k8s-short-name', (text) => isDNS1123Label(text).length === 0],
  ['k8s-long-name', (text) => isDNS1123Subdomain(text).length === 0],
]);

/** The check of a format; undefined for one that nobody checks. The name may be written with dashes. */
export function formatCheck(format: string): ((text: string) => boolean) | undefined {
  return CHECKS.get(format) ?? CHECKS.get(format.replaceAll('-', ''));
}
