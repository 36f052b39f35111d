import { failure, newBadRequest } from '../apimachinery/index.ts';
import type { ApiRequest, ApiResponse } from '../client-go/request.ts';
import type { EtcdDisk } from '../etcd/index.ts';
import { carryOut, contextOf, errorResponse, identify, respond } from './handlers/handler-chain.ts';
import type { Server } from './server.ts';
import { Stages } from './stages.ts';
import { Waits } from './waits.ts';

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'patch', 'delete']);

/**
 * What a write with `dryRun=All` would be answered, told to an observer: decoding, defaults, admission and validation are the
 * server's own, but nothing travels, no time passes, nothing is recorded, and the streams of chance stand where they stood.
 * Webhooks are not asked, because the way to them takes time; what they would change or refuse does not show.
 */
export function dryRun(server: Server, disk: EtcdDisk, request: ApiRequest): ApiResponse {
  return server.sim.trying(server.process.id, () => {
    try {
      return pretend(server, disk, request);
    } catch (error) {
      return errorResponse(error, request);
    }
  });
}

function pretend(server: Server, disk: EtcdDisk, request: ApiRequest): ApiResponse {
  if (!server.process.running || !server.ready) {
    throw failure(503, 'ServiceUnavailable', 'the server is currently unable to handle the request', {});
  }
  const stages = new Stages();
  const user = identify(server, request, server.authenticator.authenticate(request.credentials), stages);
  const found = server.resource(request.group, request.version, request.resource);
  if (!found) throw failure(404, 'NotFound', 'the server could not find the requested resource', {});
  const resource = { ...found, storage: found.storage.readFrom(disk) };
  const context = contextOf(request, resource, user, stages, new Waits(false));
  const part = request.subresource === undefined || request.subresource === 'status';
  if (!context.dryRun || !part || !WRITES.has(request.verb)) {
    throw newBadRequest('an observer changes nothing: only a dry run of an object can be asked for');
  }
  const step = carryOut(server, context).next();
  server.sim.assert(step.done === true, 'a dry run waited');
  return respond(server, context, step.value);
}
