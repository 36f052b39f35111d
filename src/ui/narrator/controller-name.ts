const QUEUES: Readonly<Record<string, string>> = {
  endpoint: 'endpoints',
  endpoint_slice: 'endpointslice',
  replicationmanager: 'replication',
  cidrallocator_node: 'node-ipam',
};

/** `sync node_lifecycle_controller` → `node-lifecycle`: queues are named as upstream's metrics name them, people say less. */
export function controllerOf(operation: string): string {
  const queue = operation.slice('sync '.length);
  if (queue.startsWith('garbage_collector')) return 'garbage-collector';
  return QUEUES[queue] ?? queue.replace(/_controller(_pods)?$/, '').replaceAll('_', '-');
}
