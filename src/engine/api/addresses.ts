import { field, isValidIP, type ErrorList, type Path } from '../apimachinery/index.ts';
import { tryParseIP, type IP } from '../apimachinery/ip.ts';

function special(ip: IP): string | undefined {
  const [a = 0, b = 0] = ip.parts;
  const last = ip.parts[ip.parts.length - 1];
  if (ip.family === 4) {
    if (a === 127) return 'may not be in the loopback range (127.0.0.0/8, ::1/128)';
    if (a === 169 && b === 254) return 'may not be in the link-local range (169.254.0.0/16, fe80::/10)';
    if (a === 224 && b === 0 && ip.parts[2] === 0) {
      return 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)';
    }
    return undefined;
  }
  if (last === 1 && ip.parts.every((part, i) => i === 7 || part === 0)) {
    return 'may not be in the loopback range (127.0.0.0/8, ::1/128)';
  }
  if ((a & 0xffc0) === 0xfe80) return 'may not be in the link-local range (169.254.0.0/16, fe80::/10)';
  if ((a & 0xff0f) === 0xff02) return 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)';
  return undefined;
}

/** ValidateNonSpecialIP: endpoints and external addresses must be reachable from elsewhere. */
export function checkNonSpecialIP(errors: ErrorList, path: () => Path, address: string): void {
  const ip = tryParseIP(address);
  if (ip === undefined) {
    errors.push(field.invalid(path(), address, 'must be a valid IP address'));
    return;
  }
  if (ip.parts.every((part) => part === 0)) {
    errors.push(field.invalid(path(), address, `may not be unspecified (${address})`));
    return;
  }
  const reason = special(ip);
  if (reason !== undefined) errors.push(field.invalid(path(), address, reason));
}

export function checkIP(errors: ErrorList, path: Path, address = ''): void {
  errors.push(...isValidIP(path, address));
}

export function familyOf(address: string): 4 | 6 | undefined {
  return tryParseIP(address)?.family;
}

/** netutils.IsDualStackIPStrings: one address at least of either family. */
export function isDualStack(addresses: readonly string[]): boolean {
  const families = new Set(addresses.map(familyOf));
  return families.has(4) && families.has(6);
}

/** The rules podIPs and hostIPs share: valid, at most one of either family, none twice. */
export function checkAddressList(errors: ErrorList, path: Path, list: readonly { readonly ip?: string }[]): void {
  const addresses = list.map((entry) => entry.ip ?? '');
  addresses.forEach((address, i) => {
    if (familyOf(address) === undefined) errors.push(...isValidIP(path.index(i), address));
  });
  if (addresses.length < 2) return;
  if (!isDualStack(addresses) || addresses.length > 2) {
    errors.push(field.invalid(path, list, 'may specify no more than one IP for each IP family'));
  }
  addresses.forEach((address, i) => {
    if (addresses.indexOf(address) < i) errors.push(field.duplicate(path.index(i), list[i]));
  });
}
