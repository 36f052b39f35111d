/**
 * ingress: an Ingress controller, as the ingress-nginx project publishes it: a program in a pod that watches Ingresses and what they
 * lead to, and hands on the requests that come to its port. It runs when somebody applies its manifest, and not before.
 *
 * Promises: a request is routed by its host and the longest path that fits (Exact before Prefix); it goes straight to a ready endpoint
 * and not through the Service's address; what has no backend is answered 404, one without endpoints 503, one that refuses 502,
 * one that is silent 504, as nginx does. The address of the Service before the controller is written into every Ingress's status.
 *
 * Different from the real thing: one replica, so no leader is elected; of annotations, `rewrite-target` (without captures) and
 * `ssl-redirect` are read; ImplementationSpecific is Prefix; a certificate is shown and never looked at; no admission webhook.
 */
export { startIngressController, type IngressControllerConfig } from './ingress-controller.ts';
