import { goQuote, ipString, tryParseCIDR, type CIDR } from '../../apimachinery/index.ts';
import { SPEC } from '../validate.ts';
import type { NetworkPolicy, NetworkPolicyPeer } from './types.ts';

/** The address of the network itself: every bit after the prefix is zero. */
function networkOf({ ip, prefixLength }: CIDR): string {
  const width = ip.family === 4 ? 8 : 16;
  const parts = ip.parts.map((part, i) => {
    const kept = Math.min(width, Math.max(0, prefixLength - i * width));
    const dropped = width - kept;
    return (part >> dropped) << dropped;
  });
  return ipString({ family: ip.family, parts });
}

/** GetWarningsForCIDR. apimachinery/pkg/util/validation/ip.go */
function cidrWarnings(path: string, text: string): string[] {
  const cidr = tryParseCIDR(text);
  if (cidr === undefined) return [];
  const { ip, prefixLength } = cidr;
  const network = `${networkOf(cidr)}/${prefixLength}`;
  const single = `${ipString(ip)}/${ip.family === 4 ? 32 : 128}`;
  const warnings: string[] = [];
  if (networkOf(cidr) !== ipString(ip)) {
    const choice = `(should be ${goQuote(network)} or ${goQuote(single)}?)`;
    warnings.push(`${path}: CIDR value ${goQuote(text)} is ambiguous in this context ${choice}`);
  }
  const canonical = `${ipString(ip)}/${prefixLength}`;
  if (ip.family === 6 && canonical !== text) {
    warnings.push(
      `${path}: IPv6 CIDR value ${goQuote(text)} should be in RFC 5952 canonical format (${goQuote(canonical)})`,
    );
  }
  return warnings;
}

function peerWarnings(rules: string, i: number, list: string, peers: readonly NetworkPolicyPeer[] = []): string[] {
  return peers.flatMap(({ ipBlock }, j) => {
    if (ipBlock === undefined) return [];
    const path = SPEC.child(rules).index(i).child(list).index(j).child('ipBlock');
    const except = ipBlock.except ?? [];
    return [
      ...cidrWarnings(path.child('cidr').toString(), ipBlock.cidr),
      ...except.flatMap((text, k) => cidrWarnings(path.child('except').index(k).toString(), text)),
    ];
  });
}

/** networkPolicyWarnings. pkg/registry/networking/networkpolicy/strategy.go */
export function networkPolicyWarnings({ spec }: NetworkPolicy): readonly string[] {
  return [
    ...(spec.ingress ?? []).flatMap(({ from }, i) => peerWarnings('ingress', i, 'from', from)),
    ...(spec.egress ?? []).flatMap(({ to }, i) => peerWarnings('egress', i, 'to', to)),
  ];
}
