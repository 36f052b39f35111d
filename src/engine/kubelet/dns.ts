import type { Pod } from '../api/pod/types.ts';
import type { DNSConfig } from '../cri-api/index.ts';

/** --cluster-dns and --cluster-domain, as kubeadm sets them. */
const CLUSTER_DNS = '10.96.0.10';
const CLUSTER_DOMAIN = 'cluster.local';
/** What a node's own /etc/resolv.conf says: the resolver of its network. */
const NODE: DNSConfig = { servers: ['172.18.0.1'], searches: [], options: [] };

/** Namespaces have few configurations between all their pods. */
const shared = new Map<string, DNSConfig>();

function clusterFirst(namespace: string): DNSConfig {
  let known = shared.get(namespace);
  if (!known) {
    if (shared.size > 1000) shared.clear();
    const searches = [`${namespace}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN];
    shared.set(namespace, (known = { servers: [CLUSTER_DNS], searches, options: ['ndots:5'] }));
  }
  return known;
}

/** Whom the programs of a pod ask for names (pkg/kubelet/network/dns/dns.go GetPodDNS). */
export function dnsOf(pod: Pod): DNSConfig {
  const { dnsPolicy, dnsConfig, hostNetwork } = pod.spec;
  const own = dnsPolicy === 'None' || dnsPolicy === 'Default' || (dnsPolicy === 'ClusterFirst' && hostNetwork);
  const base = own ? (dnsPolicy === 'None' ? EMPTY : NODE) : clusterFirst(pod.metadata.namespace ?? '');
  if (!dnsConfig) return base;
  const options = (dnsConfig.options ?? []).map(({ name, value }) =>
    value === undefined ? `${name}` : `${name}:${value}`,
  );
  const named = new Set(options.map((option) => option.split(':')[0]));
  return {
    servers: [...new Set([...base.servers, ...(dnsConfig.nameservers ?? [])])],
    searches: [...new Set([...base.searches, ...(dnsConfig.searches ?? [])])],
    options: [...base.options.filter((option) => !named.has(option.split(':')[0])), ...options],
  };
}

const EMPTY: DNSConfig = { servers: [], searches: [], options: [] };
