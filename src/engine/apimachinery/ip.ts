/** An address as 16-bit groups (v6) or octets (v4), and its canonical text. */
export interface IP {
  readonly family: 4 | 6;
  readonly parts: readonly number[];
}

function tryParseIPv4(text: string): readonly number[] | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  const parts: number[] = [];
  for (const octet of octets) {
    // Leading zeros are let through, as netutils.ParseIPSloppy does for the sake of old manifests.
    if (!/^\d+$/.test(octet) || Number(octet) > 255) return undefined;
    parts.push(Number(octet));
  }
  return parts;
}

function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const pieces = text.split(':');
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] ?? '';
    if (piece.includes('.')) {
      const v4 = i === pieces.length - 1 ? tryParseIPv4(piece) : undefined;
      if (v4 === undefined) return undefined;
      groups.push(((v4[0] ?? 0) << 8) | (v4[1] ?? 0), ((v4[2] ?? 0) << 8) | (v4[3] ?? 0));
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(piece)) return undefined;
      groups.push(parseInt(piece, 16));
    }
  }
  return groups;
}

function tryParseIPv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] ?? '');
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const tail = groupsOf(halves[1] ?? '');
  if (tail === undefined || head.length + tail.length > 7) return undefined;
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/** netutils.ParseIPSloppy: an IPv4-mapped IPv6 address counts as IPv4. */
export function tryParseIP(text: string): IP | undefined {
  if (!text.includes(':')) {
    const parts = tryParseIPv4(text);
    return parts === undefined ? undefined : { family: 4, parts };
  }
  const parts = tryParseIPv6(text);
  if (parts === undefined) return undefined;
  if (parts[5] === 0xffff && parts.slice(0, 5).every((group) => group === 0)) {
    const high = parts[6] ?? 0;
    const low = parts[7] ?? 0;
    return { family: 4, parts: [high >> 8, high & 0xff, low >> 8, low & 0xff] };
  }
  return { family: 6, parts };
}

/** The canonical text: dotted, or RFC 5952 with the longest run of zeros folded. */
export function ipString(ip: IP): string {
  if (ip.family === 4) return ip.parts.join('.');
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && ip.parts[i + length] === 0) length++;
    if (length > bestLength) [best, bestLength] = [i, length];
  }
  const hex = ip.parts.map((group) => group.toString(16));
  if (best < 0) return hex.join(':');
  return `${hex.slice(0, best).join(':')}::${hex.slice(best + bestLength).join(':')}`;
}

export interface CIDR {
  readonly ip: IP;
  readonly prefixLength: number;
}

export function tryParseCIDR(text: string): CIDR | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return undefined;
  const ip = tryParseIP(text.slice(0, slash));
  const bits = text.slice(slash + 1);
  if (ip === undefined || !/^\d{1,3}$/.test(bits)) return undefined;
  const prefixLength = Number(bits);
  return prefixLength <= (ip.family === 4 ? 32 : 128) ? { ip, prefixLength } : undefined;
}
