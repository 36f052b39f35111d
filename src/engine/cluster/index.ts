/**
 * cluster: the composition root, the kubeadm of this house. It puts processes on machines, joins nodes, injects faults and
 * gives the person outside a kubectl.
 *
 * Promises: the same options and inputs give the same history; every act of a person is a record in the trace that all its
 * consequences point back to.
 */
export { Cluster, type Input } from './cluster.ts';
export { faults, type FaultParams } from './faults.ts';
export type { HttpReply, HttpRequest, HttpResponse, HttpStream } from './kubectl.ts';
export { Gauges, type Told } from './gauges.ts';
export { Machine, type Role } from './machine.ts';
export type { Observed } from './observed.ts';
export type { ClusterOptions } from './options.ts';
export type { AuditEvent, Documentation, TypeDocumentation, YAML } from '../kube-apiserver/index.ts';
