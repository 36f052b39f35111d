/**
 * The part of the API server that upstream keeps in apiextensions-apiserver: it serves what CustomResourceDefinitions
 * define, and its controllers accept their names, establish them and take their objects along when they go.
 *
 * Different from the real thing: there is one server, so a definition is established as soon as it is served, without the
 * five seconds that several servers wait for each other.
 */
import type { CustomResourceDefinition } from '../../api/customresourcedefinition/index.ts';
import type { Server } from '../server.ts';
import { definitions, startControllers } from './controllers.ts';

export { CustomResources } from './custom-resources.ts';

export function startApiextensions(server: Server): void {
  const cacher = server.storage('apiextensions.k8s.io', 'customresourcedefinitions')?.cacher;
  if (cacher === undefined) return;
  const changed = startControllers(server);
  cacher.onList = (objects) => {
    server.customResources.replace(objects as readonly CustomResourceDefinition[]);
    for (const { metadata } of objects) changed(metadata.name);
  };
  cacher.onEvent = ({ type, object }) => {
    const crd = object as CustomResourceDefinition;
    if (type !== 'DELETED') {
      server.customResources.sync(crd);
      changed(crd.metadata.name);
      return;
    }
    server.customResources.remove(crd.metadata.name);
    // Names that it had are free for the others of its group.
    for (const other of definitions(server)) if (other.spec.group === crd.spec.group) changed(other.metadata.name);
  };
}
