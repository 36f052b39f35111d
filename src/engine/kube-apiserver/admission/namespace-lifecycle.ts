import { newForbidden, newNotFound, StatusError } from '../../apimachinery/index.ts';
import type { Attributes, Plugin, World } from './plugin.ts';

const IMMORTAL = new Set(['default', 'kube-system', 'kube-public']);

/** Nothing is created in a namespace that is not there or is going. apiserver/pkg/admission/plugin/namespace/lifecycle */
export const namespaceLifecycle: Plugin = {
  name: 'NamespaceLifecycle',
  handles: ({ operation }) => operation !== 'CONNECT',
  admit: (object, attributes, world) => {
    check(attributes, world);
    return object;
  },
  validate: (attributes, world) => {
    if (attributes.operation === 'DELETE') check(attributes, world);
  },
};

function check(attributes: Attributes, world: World): void {
  const { operation, kind, name } = attributes;
  const isNamespace = kind.group === '' && kind.resource === 'namespaces';
  if (operation === 'DELETE' && isNamespace && IMMORTAL.has(name)) {
    throw newForbidden(kind, name, 'this namespace may not be deleted');
  }
  if (!kind.namespaced || operation !== 'CREATE') return;
  // An access review asks about a namespace; it does not create anything in it.
  if (kind.group === 'authorization.k8s.io') return;
  const namespaceName = attributes.namespace ?? '';
  const namespace = world.get('', 'namespaces', undefined, namespaceName);
  if (!namespace) throw newNotFound({ group: '', resource: 'namespaces' }, namespaceName);
  const { phase } = (namespace.status ?? {}) as { phase?: string };
  if (phase !== 'Terminating') return;
  const text = `unable to create new content in namespace ${namespaceName} because it is being terminated`;
  const { status } = newForbidden(kind, name, text);
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${namespaceName} is being terminated`,
    field: 'metadata.namespace',
  };
  throw new StatusError({ ...status, details: { ...status.details, causes: [cause] } });
}
