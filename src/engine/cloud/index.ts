/**
 * cloud: what a cluster has in a cloud and kubeadm's has not: somebody who answers for `type: LoadBalancer`. Two parts: the service
 * controller of a cloud-controller-manager, and, outside, the provider's balancers themselves.
 *
 * Promises: nothing of it runs until a hand adds it (`add-cloud`), so a cluster without one leaves EXTERNAL-IP `<pending>`; an address
 * that was given stays for the life of its Service; the balancer behind it is gone before the Service is (finalizer
 * service.kubernetes.io/load-balancer-cleanup).
 *
 * Different from the real thing: an API of our own stands for the provider's; addresses are of 203.0.113.0/24, which is kept for
 * documentation; a balancer learns that a node is gone from connections that fail and asks it again ten seconds later, instead of
 * asking a health check port all the time; the controller has the rights of kubeadm's admin.
 */
export { startCloudControllerManager } from './service-controller.ts';
export { Balancers, CLOUD_API, startLoadBalancers, type Balancer } from './load-balancers.ts';
