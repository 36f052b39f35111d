/** Names of the views: src/ui/canvas/views.ts. */
export const views = {
  'view.switch': 'Ways of looking',
  'view.cluster': 'Cluster',
  'view.node': 'Node',
  'view.controlPlane': 'Control plane',
  'view.traffic': 'Traffic',
  'view.namespaces': 'Namespaces',
  'view.ownership': 'Ownership',
} as const;
