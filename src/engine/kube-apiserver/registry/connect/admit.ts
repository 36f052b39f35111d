import type { ApiObject } from '../../../apimachinery/index.ts';
import type { ConnectRequest } from '../../../client-go/request.ts';
import type { RequestContext } from '../../request-context.ts';
import type { Server } from '../../server.ts';
import { optionsOf } from './options.ts';

/** What is connected to is not changed: admission sees how, and may refuse. endpoints/handlers/rest.go ConnectResource */
export function admitConnect(
  server: Server,
  { request, resource, user, dryRun, stages, warnings, waits }: RequestContext,
  kind: string,
  connect: ConnectRequest,
): void {
  const object = shown(kind, connect);
  const { namespace, subresource, name = '' } = request;
  const about = { kind: resource.kind, subresource, namespace, name, user, dryRun, warnings, waits };
  const attributes = { operation: 'CONNECT', ...about, object, oldObject: undefined } as const;
  server.admission.admit(object, attributes, stages);
  server.admission.validate(attributes, stages);
}

/** The options of a connection as the object that they are in Go. They have no metadata. */
function shown(kind: string, connect: ConnectRequest): ApiObject {
  return { apiVersion: 'v1', kind, ...fieldsOf(kind, connect) } as unknown as ApiObject;
}

function fieldsOf(kind: string, { path, query }: ConnectRequest): object {
  const options = optionsOf(query);
  switch (kind) {
    case 'PodExecOptions':
    case 'PodAttachOptions':
      return {
        stdin: options.flag('stdin'),
        stdout: options.flag('stdout'),
        stderr: options.flag('stderr'),
        tty: options.flag('tty'),
        container: options.text('container'),
        ...(kind === 'PodExecOptions' && { command: options.all('command') }),
      };
    case 'PodPortForwardOptions':
      return { ports: options.all('ports').map(Number) };
    default:
      return { path };
  }
}
