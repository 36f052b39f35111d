/**
 * containerd: the runtime behind the CRI. Pulls images layer by layer from registries at the far end of the WAN, keeps each
 * layer once, gives pods their addresses, and runs what is in the images.
 *
 * Promises: a layer is downloaded once per node; every CRI call is a hop and a span; containers outlive the process of
 * containerd, and nothing outlives the power of the host but the disk. A program that ignores SIGTERM is killed after
 * its grace period, with 137.
 *
 * In the trace a pod's programs are one process, `<namespace>/<name>@<node>`.
 *
 * A container's inside is made for the first who looks: a tree of files (the image's, what the kubelet and the runtime write for
 * every container, the pod's volumes over them), processes with numbers and signals, and what is in its image to run. The shell and
 * the usual tools are those of the shell room; what speaks to the network stands in `programs/` and goes through the names of
 * coredns, the rules of kube-proxy and the wires, so that each query and connection is in the trace. A plain server that nobody looks
 * into costs no more than its ports and its log.
 *
 * Different from the real thing: a server is a description (`images/<image>.ts`), and what is said to it is one question and one
 * answer; HTTP answers carry only what every server sends. A program has no bytes of its own to read, and uses memory only as its
 * description says. Everybody is the user of the image: owners and capabilities are not kept. `ping` is answered by every
 * address of a pod or a node without a message. `apk` and `apt-get` install names, not files. Ports that a process opens are not
 * bound to it. Nothing lies beyond the cluster. curl trusts the API server's certificate when it is given any file to check it by.
 * Layers come one after another; digests are not SHA-256, only as stable. An image that nobody described is a stand-in that says so in its log; a name that says that it
 * does not exist is not found.
 */
export { startContainerd, type ContainerdConfig } from './containerd.ts';
export { HttpReader, writeReply, type WireRequest } from './http-wire.ts';
export { NodeRuntime } from './node-runtime.ts';
export { containerStats } from './stats.ts';
export { startRegistry, type RegistryFaults } from './registry.ts';
export type { Service, ServiceContext, Services } from './service.ts';
export type { ProbeKind } from './container.ts';
export type { Caller } from './programs/caller.ts';
export { NETWORK_TOOLS } from './programs/index.ts';
export { KNOWN_IMAGES, type Image } from './images/index.ts';
