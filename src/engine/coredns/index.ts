/**
 * coredns: answers names. Watches Services, EndpointSlices and namespaces, and from them answers `cluster.local`: the address of a
 * Service, the pods behind a headless one, SRV records of named ports, the name behind an ExternalName, and names of addresses
 * (plugin/kubernetes of CoreDNS).
 *
 * Promises: an answer is what its watches have brought, never a guess; each query is a hop and a span `query`. Until the first
 * lists are there nothing is answered, and a resolver asks again.
 *
 * Different from the real thing: one process on the control plane's machine instead of a Deployment of pods, behind the same
 * `kube-dns` Service of 10.96.0.10, whose selector is left out and whose slice coredns writes itself, so that no pods are looked
 * for; queries over UDP and TCP are alike; nothing lies beyond the cluster, so that every other name does not exist; no cache.
 */
export { startCoreDNS, CLUSTER_DNS } from './coredns.ts';
export { answer, type Answer, type Records } from './zone.ts';
