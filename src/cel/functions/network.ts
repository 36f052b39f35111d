import type { Environment } from '@marcbachmann/cel-js';
import { ipString, tryParseCIDR, tryParseIP, type IP } from '../../engine/apimachinery/index.ts';

class CelIP {
  readonly of: IP;

  constructor(of: IP) {
    this.of = of;
  }
}

function parseIP(text: string): CelIP {
  const found = tryParseIP(text);
  if (found === undefined)
    throw new Error(
      `IP Address "${text}" parse error during conversion from string: ParseAddr("${text}"): unable to parse IP`,
    );
  return new CelIP(found);
}

/** apiserver/pkg/cel/library/ip.go, cidr.go */
export function registerNetwork(environment: Environment): void {
  environment
    .registerType('net.IP', CelIP)
    .registerFunction('ip(string): net.IP', parseIP)
    .registerFunction('isIP(string): bool', (text: string) => tryParseIP(text) !== undefined)
    .registerFunction('isCIDR(string): bool', (text: string) => tryParseCIDR(text) !== undefined)
    .registerFunction('string(net.IP): string', (ip: CelIP) => ipString(ip.of))
    .registerFunction('net.IP.family(): int', (ip: CelIP) => (ipString(ip.of).includes(':') ? 6n : 4n))
    .registerFunction('net.IP.isLoopback(): bool', (ip: CelIP) => /^127\.|^::1$/.test(ipString(ip.of)))
    .registerFunction('net.IP.isUnspecified(): bool', (ip: CelIP) => /^(?:0\.0\.0\.0|::)$/.test(ipString(ip.of)))
    .registerOperator('net.IP == net.IP', (a: CelIP, b: CelIP) => ipString(a.of) === ipString(b.of));
}
