/** ip and iptables-save, as far as a node here has addresses and kube-proxy's rules. */
import { encodeUTF8, sha256 } from '../apimachinery/index.ts';
import { notSimulated, said, type Command, type ProxyEndpoint, type ProxyRule, type ProxyRules } from './node.ts';

export const ip: Command = function* ({ node }, args) {
  yield* [];
  const [what = ''] = args;
  if ('address'.startsWith(what) && what !== '') {
    return said(`1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500
    inet ${node.address}/16 brd 172.18.255.255 scope global eth0
`);
  }
  if ('route'.startsWith(what) && what !== '') {
    return said(
      `default via 172.18.0.1 dev eth0\n172.18.0.0/16 dev eth0 proto kernel scope link src ${node.address}\n`,
    );
  }
  return notSimulated('ip', args.join(' '));
};

/** Sixteen letters of base32 that a chain's name ends with (pkg/proxy/iptables/proxier.go, portProtoHash). */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function chain(prefix: string, ...parts: readonly string[]): string {
  let out = '';
  let [held, bits] = [0, 0];
  for (const byte of sha256(encodeUTF8(parts.join('')))) {
    held = ((held & 31) << 8) | byte;
    bits += 8;
    for (; bits >= 5 && out.length < 16; bits -= 5) out += BASE32[(held >> (bits - 5)) & 31] ?? '';
    if (out.length === 16) break;
  }
  return `${prefix}-${out}`;
}

/** The nat table as it grows: chains, then rules. */
class NatTable {
  readonly #chains = new Set<string>();
  readonly #services: string[] = [];
  readonly #nodePorts: string[] = [];
  readonly #rest: string[] = [];
  readonly #filter: string[] = [];

  constructor(rules: ProxyRules) {
    for (const [address, rule] of rules.clusterIPs) this.#clusterIP(address, rule);
    for (const [address, rule] of rules.nodePorts) this.#nodePort(address, rule);
  }

  #clusterIP(address: string, rule: ProxyRule): void {
    const [, ip = '', port = '', protocol = 'tcp'] = /^(.*):(\d+)\/(\w+)$/.exec(address.toLowerCase()) ?? [];
    const match = (what: string) =>
      `-A KUBE-SERVICES -d ${ip}/32 -p ${protocol} -m comment --comment "${rule.name} ${what}" -m ${protocol} --dport ${port}`;
    if (rule.cluster.length === 0) {
      this.#filter.push(`${match('has no endpoints')} -j REJECT --reject-with icmp-port-unreachable`);
      return;
    }
    const service = chain('KUBE-SVC', rule.name, protocol);
    this.#services.push(`${match('cluster IP')} -j ${service}`);
    if (this.#begins(service)) {
      const comment = `-m comment --comment "${rule.name} cluster IP"`;
      this.#rest.push(
        `-A ${service} ! -s 10.244.0.0/16 -d ${ip}/32 -p ${protocol} ${comment} -m ${protocol} --dport ${port} -j KUBE-MARK-MASQ`,
      );
      this.#spread(service, rule, rule.cluster, protocol);
    }
  }

  #nodePort(address: string, rule: ProxyRule): void {
    const [port = '', protocol = 'tcp'] = address.toLowerCase().split('/');
    if (rule.external.length === 0) return;
    const external = chain('KUBE-EXT', rule.name, protocol);
    const comment = `-m comment --comment "${rule.name}"`;
    this.#nodePorts.push(`-A KUBE-NODEPORTS -p ${protocol} ${comment} -m ${protocol} --dport ${port} -j ${external}`);
    if (!this.#begins(external)) return;
    const local = rule.external.length !== rule.cluster.length;
    const to = chain(local ? 'KUBE-SVL' : 'KUBE-SVC', rule.name, protocol);
    if (!local) {
      const about = `-m comment --comment "masquerade traffic for ${rule.name} external destinations"`;
      this.#rest.push(`-A ${external} ${about} -j KUBE-MARK-MASQ`);
    }
    this.#rest.push(`-A ${external} -j ${to}`);
    if (this.#begins(to)) this.#spread(to, rule, rule.external, protocol);
  }

  /** Each endpoint is as likely as any other: the first of three with a third, the next of the two left with a half. */
  #spread(from: string, rule: ProxyRule, endpoints: readonly ProxyEndpoint[], protocol: string): void {
    const separate = endpoints.map((endpoint) => this.#endpoint(rule, endpoint, protocol));
    const affinity = rule.affinitySeconds;
    if (affinity !== undefined) {
      endpoints.forEach(({ ip, port }, i) => {
        const recent = `-m recent --rcheck --seconds ${affinity} --reap --name ${separate[i] ?? ''} --rsource`;
        const comment = `-m comment --comment "${rule.name} -> ${ip}:${port}"`;
        this.#rest.push(`-A ${from} ${comment} ${recent} -j ${separate[i] ?? ''}`);
      });
    }
    endpoints.forEach(({ ip, port }, i) => {
      const left = endpoints.length - i;
      const chance = left > 1 ? ` -m statistic --mode random --probability ${(1 / left).toFixed(11)}` : '';
      const comment = `-m comment --comment "${rule.name} -> ${ip}:${port}"`;
      this.#rest.push(`-A ${from} ${comment}${chance} -j ${separate[i] ?? ''}`);
    });
  }

  #endpoint(rule: ProxyRule, { ip, port }: ProxyEndpoint, protocol: string): string {
    const name = chain('KUBE-SEP', rule.name, protocol, `${ip}:${port}`);
    if (!this.#begins(name)) return name;
    const comment = `-m comment --comment "${rule.name}"`;
    const recent = rule.affinitySeconds === undefined ? '' : ` -m recent --set --name ${name} --rsource`;
    this.#rest.push(
      `-A ${name} -s ${ip}/32 ${comment} -j KUBE-MARK-MASQ`,
      `-A ${name} -p ${protocol} ${comment}${recent} -m ${protocol} -j DNAT --to-destination ${ip}:${port}`,
    );
    return name;
  }

  /** Whether nobody has written this chain yet. */
  #begins(name: string): boolean {
    if (this.#chains.has(name)) return false;
    this.#chains.add(name);
    return true;
  }

  toString(): string {
    const own = ['KUBE-MARK-MASQ', 'KUBE-NODEPORTS', 'KUBE-POSTROUTING', 'KUBE-SERVICES'];
    const local = '-m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain"';
    const nat = [
      ':PREROUTING ACCEPT [0:0]',
      ':INPUT ACCEPT [0:0]',
      ':OUTPUT ACCEPT [0:0]',
      ':POSTROUTING ACCEPT [0:0]',
      ...[...own, ...this.#chains].sort().map((name) => `:${name} - [0:0]`),
      '-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
      '-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
      '-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING',
      '-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000',
      '-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN',
      '-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0',
      '-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
      ...this.#nodePorts,
      ...this.#rest,
      ...this.#services,
      `-A KUBE-SERVICES ${local} -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS`,
    ];
    const filter = [
      ':INPUT ACCEPT [0:0]',
      ':FORWARD ACCEPT [0:0]',
      ':OUTPUT ACCEPT [0:0]',
      ':KUBE-SERVICES - [0:0]',
      '-A FORWARD -m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
      '-A OUTPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
      ...this.#filter,
    ];
    return `*filter\n${filter.join('\n')}\nCOMMIT\n*nat\n${nat.join('\n')}\nCOMMIT\n`;
  }
}

/** What kube-proxy has written last on this node. The rules stay in the kernel when kube-proxy dies. */
export const iptablesSave: Command = function* ({ node }) {
  yield* [];
  const rules = node.rules();
  return said(rules === undefined ? '' : new NatTable(rules).toString());
};
