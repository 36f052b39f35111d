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
 * Different from the real thing: a program is a description (`images/<image>.ts`), or a shell script read well enough
 * for what people put into pods (tools that talk to the network succeed and say nothing, and a program that is forwarded to speaks
 * HTTP or nothing; grep looks for plain words, and files are those that somebody wrote, not the image's); layers come one after another; digests are not SHA-256, only as stable. An image that
 * nobody described is a stand-in that says so in its log; a name that says that it does not exist is not found.
 */
export { startContainerd, type ContainerdConfig } from './containerd.ts';
export { NodeRuntime } from './node-runtime.ts';
export { startRegistry, type RegistryFaults } from './registry.ts';
export type { ProbeKind } from './container.ts';
export { KNOWN_IMAGES, type Image } from './images/index.ts';
