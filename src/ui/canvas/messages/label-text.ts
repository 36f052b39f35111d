import type { Hop } from '../../../engine/trace/index.ts';

const SINGULAR: Readonly<Record<string, string>> = {
  pods: 'pod',
  nodes: 'node',
  services: 'service',
  deployments: 'deployment',
  replicasets: 'replicaset',
  replicationcontrollers: 'replicationcontroller',
  endpointslices: 'endpointslice',
  namespaces: 'namespace',
};

/** A few words on a message, in its protocol's own: `create pod/web`, `201`, `ADDED pod/web`, `PullImage nginx`. */
export function labelText(hop: Hop): string {
  const { form, verb, resource, subresource, name, code, revision, via, traffic } = hop.label;
  if (via !== undefined || traffic !== undefined) return form === 'response' ? String(code) : `${verb} ${name ?? ''}`;
  if (form === 'response') {
    if (verb === 'Txn' && revision !== undefined) return `revision ${revision}`;
    return code === undefined ? `${verb} ✓` : /^[A-Z]/.test(verb) && code < 400 ? `${verb} ✓` : String(code);
  }
  const plural = resource?.split('.')[0] ?? '';
  const kind = SINGULAR[plural] ?? plural;
  const object = [kind, shortened(name ?? '')].filter((part) => part !== '').join('/');
  const act = subresource === 'binding' ? 'bind' : subresource ? `${verb} ${subresource}` : verb;
  return object === '' ? act : `${act} ${object}`;
}

function shortened(name: string): string {
  const bare = name.replace(/^docker\.io\/(library\/)?/, '');
  return bare.length <= 26 ? bare : `${bare.slice(0, 14)}…${bare.slice(-9)}`;
}
