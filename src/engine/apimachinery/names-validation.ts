/**
 * Which strings are names, labels, keys. pkg/util/validation/validation.go, pkg/api/validate/content. Each answers the list of
 * upstream's messages, empty when the value is good.
 */
import { byteLength } from './go-text.ts';

export type Messages = readonly string[];

const GOOD: Messages = [];

const LABEL_FMT = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_MSG =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
const SUBDOMAIN_FMT = `${LABEL_FMT}(\\.${LABEL_FMT})*`;
const SUBDOMAIN_MSG =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const DNS1035_FMT = '[a-z]([-a-z0-9]*[a-z0-9])?';
const DNS1035_MSG =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
const WILDCARD_FMT = `\\*\\.${SUBDOMAIN_FMT}`;
const WILDCARD_MSG =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character";
const QUALIFIED_FMT = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const QUALIFIED_MSG =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const LABEL_VALUE_FMT = `(${QUALIFIED_FMT})?`;
const LABEL_VALUE_MSG =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

function whole(fmt: string): RegExp {
  return new RegExp(`^(?:${fmt})$`);
}

const LABEL = whole(LABEL_FMT);
const SUBDOMAIN = whole(SUBDOMAIN_FMT);
const DNS1035 = whole(DNS1035_FMT);
const WILDCARD = whole(WILDCARD_FMT);
const QUALIFIED = whole(QUALIFIED_FMT);
const LABEL_VALUE = whole(LABEL_VALUE_FMT);

export function maxLenError(length: number): string {
  return `must be no more than ${length} characters`;
}

function maxBytesError(length: number): string {
  return `must be no more than ${length} bytes`;
}

export function emptyError(): string {
  return 'must be non-empty';
}

export function regexError(message: string, fmt: string, ...examples: readonly string[]): string {
  const suffix = `regex used for validation is '${fmt}')`;
  if (examples.length === 0) return `${message} (${suffix}`;
  const quoted = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${quoted}${suffix}`;
}

export function isDNS1123Label(value: string): Messages {
  if (value.length <= 63 && LABEL.test(value)) return GOOD;
  const messages: string[] = [];
  if (byteLength(value) > 63) messages.push(maxLenError(63));
  if (LABEL.test(value)) return messages;
  if (SUBDOMAIN.test(value)) messages.push('must not contain dots');
  else messages.push(regexError(LABEL_MSG, LABEL_FMT, 'my-name', '123-abc'));
  return messages;
}

function subdomain(value: string, tooLong: (length: number) => string): Messages {
  const good = SUBDOMAIN.test(value);
  if (good && value.length <= 253) return GOOD;
  const messages: string[] = [];
  if (byteLength(value) > 253) messages.push(tooLong(253));
  if (!good) messages.push(regexError(SUBDOMAIN_MSG, SUBDOMAIN_FMT, 'example.com'));
  return messages;
}

export function isDNS1123Subdomain(value: string): Messages {
  return subdomain(value, maxLenError);
}

export function isDNS1035Label(value: string): Messages {
  const good = DNS1035.test(value);
  if (good && value.length <= 63) return GOOD;
  const messages: string[] = [];
  if (byteLength(value) > 63) messages.push(maxLenError(63));
  if (!good) messages.push(regexError(DNS1035_MSG, DNS1035_FMT, 'my-name', 'abc-123'));
  return messages;
}

export function isWildcardDNS1123Subdomain(value: string): Messages {
  const messages: string[] = [];
  if (byteLength(value) > 253) messages.push(maxLenError(253));
  if (!WILDCARD.test(value)) messages.push(regexError(WILDCARD_MSG, WILDCARD_FMT, '*.example.com'));
  return messages;
}

/** The same few label keys and values come with every object, so what was found good is remembered, up to a limit. */
const REMEMBERED = 4096;
const goodKeys = new Set<string>();
const goodValues = new Set<string>();

function remember(known: Set<string>, value: string): void {
  if (known.size >= REMEMBERED) known.clear();
  known.add(value);
}

/** content.IsLabelKey: an optional DNS subdomain and '/', then a name. */
export function isQualifiedName(value: string): Messages {
  if (goodKeys.has(value)) return GOOD;
  const messages = qualifiedNameMessages(value);
  if (messages.length === 0) remember(goodKeys, value);
  return messages;
}

function qualifiedNameMessages(value: string): Messages {
  const messages: string[] = [];
  const parts = value.split('/');
  const help = regexError(QUALIFIED_MSG, QUALIFIED_FMT, 'MyName', 'my.name', '123-abc');
  if (parts.length > 2) {
    return [`a valid label key ${help} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const name = parts[parts.length - 1] ?? '';
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') messages.push(`prefix part ${emptyError()}`);
    else messages.push(...subdomain(prefix, maxBytesError).map((message) => `prefix part ${message}`));
  }
  if (name === '') messages.push(`name part ${emptyError()}`);
  else if (byteLength(name) > 63) messages.push(`name part ${maxBytesError(63)}`);
  if (!QUALIFIED.test(name)) messages.push(`name part ${help}`);
  return messages;
}

/** content.IsLabelValue. */
export function isValidLabelValue(value: string): Messages {
  if (goodValues.has(value)) return GOOD;
  const messages: string[] = [];
  if (byteLength(value) > 63) messages.push(maxBytesError(63));
  if (!LABEL_VALUE.test(value)) {
    messages.push(regexError(LABEL_VALUE_MSG, LABEL_VALUE_FMT, 'MyValue', 'my_value', '12345'));
  }
  if (messages.length === 0) remember(goodValues, value);
  return messages;
}
