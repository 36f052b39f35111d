/**
 * cri-api: what the kubelet and a container runtime say to each other (k8s.io/cri-api), and what a program in a pod is
 * asked and answers. Types and constants only, so that neither side knows the other.
 *
 * Promises: every record is immutable and replaced when it changes, so "has it changed?" is `===`.
 *
 * Different from the CRI: one `ListContainers` brings what upstream reads with ListPodSandbox, ListContainers,
 * PodSandboxStatus and ContainerStatus, and RuntimeActivity lets an idle relist be skipped.
 */
export * from './disk.ts';
export * from './kubelet.ts';
export * from './runtime.ts';
export * from './traffic.ts';
export * from './image-name.ts';
export * from './client.ts';
