/**
 * metrics-server: asks every kubelet every 15 seconds what its containers have used, and answers for the group metrics.k8s.io
 * what that comes to. A program in a pod, as published manifests install it: nothing runs until somebody applies one.
 *
 * Promises: a rate is taken between two scrapes of the same container; what was not seen twice is not told.
 *
 * Different from the real thing: kubelets are asked on the host network without TLS, and certificates are not looked at.
 */
export { startMetricsServer, type MetricsServerConfig } from './metrics-server.ts';
