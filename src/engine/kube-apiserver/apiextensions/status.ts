import type { ApiObject } from '../../apimachinery/index.ts';
import type { Task } from '../../sim/index.ts';
import { updateStatus as updateStatusOf } from '../loopback.ts';
import type { Server } from '../server.ts';

const DEFINITIONS = { group: 'apiextensions.k8s.io', version: 'v1', resource: 'customresourcedefinitions' };

export function updateStatus(server: Server, crd: ApiObject): Task<ApiObject> {
  return updateStatusOf(server, DEFINITIONS, crd);
}
