/**
 * traffic: how a request finds a pod, from left to right: who asks, the entrance from outside (a load balancer or node ports), the
 * Ingress, the Service, and the endpoints with the pods behind them.
 *
 *   lanes        one Service with all that it leads to, and why it leads nowhere: pure, from the objects
 *   layout       where everything stands: a Service keeps its lane for life, a pod its stop
 *   ways         how a message travels over the lanes: from its label and its ends alone
 *   flow         who was answered of late, and how quickly: from the spans of the trace before the playhead
 *
 * Promises: a lane shows only what exists; whoever gets no requests says why; nothing moves because something else comes or goes.
 *
 * The Services of kube-system and `kubernetes` itself have no lane: CoreDNS is drawn as what answers names. NetworkPolicies are
 * counted and not drawn, because nothing in this cluster enforces them.
 */
export { TrafficView } from './traffic-view.tsx';
