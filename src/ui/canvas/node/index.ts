/**
 * node: one machine, close up. Its kubelet (pods it works on, probes), the pods with the containers and processes in them, the pod
 * network they hang on, containerd with its pulls and images as layers, kube-proxy's rules, and what is used, requested and allocatable.
 *
 * Promises: everything is as it was at the playhead (facts and samples of the store, and mirrored objects); a pod keeps its place for
 * life; the beads are the messages of this machine alone.
 */
export { NodeView } from './node-view.tsx';
