import type { ComponentStatus } from '../../../api/componentstatus/types.ts';
import { newNotFound, type ApiObject } from '../../../apimachinery/index.ts';
import type { ApiResponse } from '../../../client-go/request.ts';
import { represent } from '../../handlers/representation.ts';
import type { AnswerContext } from '../../request-context.ts';
import type { Server } from '../../server.ts';

/** Name → process on this machine, and where it says how it is. pkg/registry/core/componentstatus/rest.go */
const COMPONENTS: ReadonlyMap<string, { readonly process: string; readonly port: number }> = new Map([
  ['scheduler', { process: 'kube-scheduler', port: 10_259 }],
  ['controller-manager', { process: 'kube-controller-manager', port: 10_257 }],
  ['etcd-0', { process: 'etcd', port: 2379 }],
]);

export function listComponentStatuses(server: Server, context: AnswerContext): ApiResponse {
  const items = [...COMPONENTS.keys()].map((name) => statusOf(server, name));
  const list = { apiVersion: 'v1', kind: 'ComponentStatusList', metadata: { resourceVersion: '' }, items };
  return { code: 200, body: represent(server, context, list) };
}

export function getComponentStatus(server: Server, context: AnswerContext): ApiResponse {
  const { name = '' } = context.request;
  if (!COMPONENTS.has(name)) throw newNotFound(context.resource.kind, name);
  return { code: 200, body: represent(server, context, statusOf(server, name)) };
}

/** Whether its process runs where this server runs: upstream asks 127.0.0.1 as well. */
function statusOf(server: Server, name: string): ComponentStatus {
  const { process, port } = COMPONENTS.get(name)!;
  const healthy = server.process.host.processes.has(process);
  const refused = `Get "https://127.0.0.1:${port}/healthz": dial tcp 127.0.0.1:${port}: connect: connection refused`;
  const condition = healthy
    ? { type: 'Healthy', status: 'True', message: 'ok' }
    : { type: 'Healthy', status: 'False', message: refused };
  return {
    apiVersion: 'v1',
    kind: 'ComponentStatus',
    metadata: { name } as ApiObject['metadata'],
    conditions: [condition],
  };
}
