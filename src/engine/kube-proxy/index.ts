/**
 * kube-proxy: on every node, turns Services and EndpointSlices into rules about where connections go.
 *
 * Promises: changes within a second are written together; a connection goes to a ready endpoint, each as likely as any other,
 * or to the one its client was sent to before, with ClientIP affinity; a service without endpoints refuses. The rules
 * outlive the process that wrote them.
 *
 * Different from Kubernetes: rules are data in memory instead of iptables chains, written as a whole each time; a
 * connection is decided on the host where it begins, or at whose node port it arrives; UDP and health check node ports are not simulated.
 */
export { startKubeProxy, type ConnectResult, type KubeProxy, type KubeProxyConfig, type Route } from './kube-proxy.ts';
export { buildRules, type Endpoint, type Rules, type ServiceRule } from './rules.ts';
