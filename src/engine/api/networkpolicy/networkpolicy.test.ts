import { describe, expect, it } from 'vitest';
import { KindTester } from '../testing/kind-tester.ts';
import { networkPolicyKind } from './index.ts';

const policies = new KindTester(networkPolicyKind);
const peer = (from: object) => policies.refusals({ spec: { podSelector: {}, ingress: [{ from: [from] }] } });
const port = (one: object) => policies.refusals({ spec: { podSelector: {}, egress: [{ ports: [one] }] } });

describe('a network policy', () => {
  it('is about egress when it speaks of egress', () => {
    expect(policies.create({ spec: {} }).spec.policyTypes).toEqual(['Ingress']);
    const { spec } = policies.create({ spec: { egress: [{ ports: [{ port: 53 }] }] } });
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(spec.egress?.[0]?.ports).toEqual([{ port: 53, protocol: 'TCP' }]);
  });

  it('names peers of one sort', () => {
    expect(peer({})).toEqual(['spec.ingress[0].from[0]: Required value: must specify a peer']);
    expect(peer({ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } })).toEqual([
      'spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer',
    ]);
    expect(peer({ podSelector: {}, namespaceSelector: {} })).toEqual([]);
  });

  it('excepts parts of a block only', () => {
    expect(peer({ ipBlock: { cidr: '10.0.0.0/12', except: ['10.15.0.0/16'] } })).toEqual([]);
    const why = 'must be a strict subset of `cidr`';
    const at = 'spec.ingress[0].from[0].ipBlock.except[0]';
    for (const except of ['10.16.0.0/16', '10.0.0.0/12', 'fd00::/8']) {
      expect(peer({ ipBlock: { cidr: '10.0.0.0/12', except: [except] } })).toEqual([
        `${at}: Invalid value: "${except}": ${why}`,
      ]);
    }
    expect(peer({ ipBlock: { cidr: 'fd00::/20', except: ['fd00:0fff::/32'] } })).toEqual([]);
  });

  it('has ranges of numbers, not of names', () => {
    const at = 'spec.egress[0].ports[0]';
    expect(port({ port: 80, endPort: 79 })).toEqual([
      `${at}.endPort: Invalid value: 80: must be greater than or equal to \`port\``,
    ]);
    expect(port({ port: 'http', endPort: 90 })).toEqual([
      `${at}.endPort: Invalid value: 90: may not be specified when \`port\` is non-numeric`,
    ]);
    expect(port({ endPort: 90 })).toEqual([
      `${at}.endPort: Invalid value: 90: may not be specified when \`port\` is not specified`,
    ]);
    expect(port({ port: 80, protocol: 'ICMP' })).toEqual([
      `${at}.protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"`,
    ]);
  });

  it('shows whom it chooses', () => {
    expect(policies.cells({ spec: { podSelector: { matchLabels: { app: 'web' } } } })).toEqual(['x', 'app=web', '60s']);
    expect(policies.cells({ spec: {} })[1]).toBe('<none>');
  });

  it('warns of blocks that are not what they seem', () => {
    const block = (cidr: string) => policies.warnings({ spec: { egress: [{ to: [{ ipBlock: { cidr } }] }] } });
    const at = 'spec.egress[0].to[0].ipBlock.cidr';
    expect(block('192.168.1.0/24')).toEqual([]);
    expect(block('192.168.1.5/24')).toEqual([
      `${at}: CIDR value "192.168.1.5/24" is ambiguous in this context (should be "192.168.1.0/24" or "192.168.1.5/32"?)`,
    ]);
    expect(block('2001:DB8::/64')).toEqual([
      `${at}: IPv6 CIDR value "2001:DB8::/64" should be in RFC 5952 canonical format ("2001:db8::/64")`,
    ]);
  });
});
