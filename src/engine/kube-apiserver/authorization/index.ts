/**
 * authorization: whether somebody may. The chain is that of `--authorization-mode=Node,RBAC`: system:masters may everything,
 * kubelets what concerns their own node, everybody what their roles say.
 *
 * Promises: rules only add up; a decision follows the roles and bindings as the server's own watch caches have them, so whoever has
 * the answer to a change is judged by it from then on; nobody gives away what they do not have (`admission/rbac-escalation.ts`);
 * answers are the same for every name that no rule names, and cost two look-ups.
 *
 * Different from the real thing: requests that come before the first roles are written wait for them, where upstream refuses
 * them; of several bindings that allow the same, the first by name is told; what `kubeadm init` grants is written by the same hook;
 * the Node authorizer reads a node's pods when it is asked instead of keeping a graph; conditional and webhook authorization are
 * not here.
 */
export { authorize, forbiddenMessage, type AccessRequest, type Authorizer, type Decision } from './authorizer.ts';
export { NodeAuthorizer } from './node/authorizer.ts';
export { NodeGraph } from './node/graph.ts';
export { RBACAuthorizer } from './rbac/authorizer.ts';
