import { isConditionTrue, type CustomResourceDefinition } from '../../api/customresourcedefinition/index.ts';
import type { Kind } from '../../api/kind.ts';
import { groupResourceString, newMethodNotSupported, StatusError } from '../../apimachinery/index.ts';
import type { Server } from '../server.ts';

/** What is being emptied is not filled again. customresource_handler.go */
export function refuseWhileTerminating(server: Server, kind: Kind): void {
  const name = groupResourceString(kind);
  const crd = server.cached('apiextensions.k8s.io', 'customresourcedefinitions', undefined, name);
  if (crd === undefined || !isConditionTrue(crd as CustomResourceDefinition, 'Terminating')) return;
  const { status } = newMethodNotSupported(kind, 'create');
  throw new StatusError({
    ...status,
    message: 'create not allowed while custom resource definition is terminating',
  });
}
