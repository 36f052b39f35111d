/**
 * control-plane: the control plane, close up. Requests on their way through kube-apiserver (who asked as whom, and the verdict of each
 * station), its watch caches and who hangs on them; etcd's revisions, leases and leader; the scheduler's queues and its last cycle; every
 * controller's queue, the key at work, and what waits for another try.
 *
 * Promises: everything is as it was at the playhead; a row keeps its place until another takes it (lists are written as an oscilloscope
 * writes: round and round); only what works is lit.
 */
export { ControlPlaneView } from './control-plane-view.tsx';
