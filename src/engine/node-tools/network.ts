/** ip and iptables-save, as far as a node here has addresses and kube-proxy's rules. */
import { SERVICES } from '../api/refs.ts';
import type { Service } from '../api/service/types.ts';
import { StatusError } from '../apimachinery/index.ts';
import { NetworkError } from '../sim/index.ts';
import { adminClient } from './kubeadm/token.ts';
import { failed, notSimulated, said, type Command } from './node.ts';

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

/** What kube-proxy writes for the ClusterIPs, from the same Services that it watches; endpoints are not told apart. */
export const iptablesSave: Command = function* (tool) {
  if (!tool.node.running('kube-proxy')) return said('*nat\nCOMMIT\n');
  try {
    const { items } = yield* adminClient(tool).resource<Service>(SERVICES).list(undefined);
    const rules = items.flatMap(({ metadata, spec }) => {
      const { clusterIP } = spec;
      if (clusterIP === undefined || clusterIP === '' || clusterIP === 'None') return [];
      return (spec.ports ?? []).map((port) => {
        const name = `${metadata.namespace ?? ''}/${metadata.name}${port.name ? `:${port.name}` : ''}`;
        const protocol = (port.protocol ?? 'TCP').toLowerCase();
        return `-A KUBE-SERVICES -d ${clusterIP}/32 -p ${protocol} -m comment --comment "${name} cluster IP" -m ${protocol} --dport ${port.port} -j KUBE-SVC\n`;
      });
    });
    return said(`*nat\n:KUBE-SERVICES - [0:0]\n${rules.join('')}COMMIT\n`);
  } catch (error) {
    if (error instanceof StatusError || error instanceof NetworkError)
      return failed(`iptables-save: ${error.message}\n`);
    throw error;
  }
};
