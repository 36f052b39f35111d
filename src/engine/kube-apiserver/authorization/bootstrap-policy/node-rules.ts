import { READ } from './policy.ts';

/**
 * What every node may ask, before the Node authorizer narrows it down to what concerns that node. The role system:node has them
 * too, though nobody is bound to it any more. bootstrappolicy/policy.go NodeRules
 */
export const nodeRules: readonly string[] = [
  'create authentication.k8s.io tokenreviews',
  'create authorization.k8s.io localsubjectaccessreviews,subjectaccessreviews',
  `${READ} core services`,
  'create,get,list,watch core nodes',
  'patch,update core nodes/status',
  'patch,update core nodes',
  'create,patch,update core events',
  `${READ} core pods`,
  'create,delete core pods',
  'patch,update core pods/status',
  'create core pods/eviction',
  `${READ} core configmaps,secrets`,
  'get core persistentvolumeclaims,persistentvolumes',
  'get core endpoints',
  'create,get,list,watch certificates.k8s.io certificatesigningrequests',
  'create,delete,get,patch,update coordination.k8s.io leases',
  'get storage.k8s.io volumeattachments',
  'create core serviceaccounts/token',
  'get,patch,update core persistentvolumeclaims/status',
  `${READ} storage.k8s.io csidrivers`,
  'create,delete,get,patch,update storage.k8s.io csinodes',
  `${READ} node.k8s.io runtimeclasses`,
  'get resource.k8s.io resourceclaims',
  'deletecollection resource.k8s.io resourceslices',
  'get core serviceaccounts',
];
