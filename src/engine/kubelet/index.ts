/**
 * kubelet: the agent on every node. It registers the node and keeps it alive, runs the pods that are bound to it through
 * the container runtime, asks their containers how they are, and is the only writer of their statuses.
 *
 * Promises: containers of a pod are started in order and never twice; a container that ends again and again waits
 * 10 s, 20 s … 300 s; one status patch for each real change; an idle node does nothing but renew its lease. After a crash it
 * finds what runs from the runtime and the API server, and stops what belongs to nobody.
 *
 * Different from Kubernetes: relists of which the answer is known are skipped, and so are resyncs of pods with nothing to
 * do; the status manager trusts its watch instead of a GET before each patch; ConfigMaps and Secrets are read when needed and
 * kept a minute (the Cache strategy), and what of them is mounted is looked at again every 60 to 90 s; Services for environments
 * come from the informer that the kube-proxy of the node has; images are not garbage collected, and nothing
 * is evicted yet. Hooks take time and do nothing. Its server has logs, exec, attach, port-forward, /pods, /metrics/resource and /healthz, and no
 * TLS; a resize is taken up at once, without conditions or restarts.
 */
export { startKubelet } from './kubelet.ts';
export { nodeUsage } from './server/resource-metrics.ts';
export { KUBELET_VERSION, type KubeletConfig } from './config.ts';
