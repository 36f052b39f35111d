import type { APIService } from '../../api/apiservice/types.ts';
import type { Service } from '../../api/service/types.ts';
import { apiVersionOf, formatTime, goQuote, isObject, type Json } from '../../apimachinery/index.ts';
import { runWorkers, WorkQueue } from '../../client-go/index.ts';
import { portAddress } from '../../cri-api/index.ts';
import { SECOND, type Task } from '../../sim/index.ts';
import { updateStatus } from '../loopback.ts';
import { endpointsOf } from '../registry/connect/proxy.ts';
import type { Server } from '../server.ts';
import { ask, type Asked } from '../registry/connect/ask.ts';

const WHERE = { group: 'apiregistration.k8s.io', version: 'v1', resource: 'apiservices' };
/** The informers' resync: nobody tells when a server behind a Service stops answering. */
const RESYNC = 30 * SECOND;
const DISCOVERY_TIMEOUT = 5 * SECOND;
const HTTPS_PORT = 443;

interface Verdict {
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
  readonly resources?: readonly Json[];
}

/**
 * Finds out which APIServices can be reached. kube-aggregator/pkg/controllers/status/remote/remote_available_controller.go
 * Answers whom to tell of a change.
 */
export function startAvailability(server: Server): (service: APIService, deleted: boolean) => void {
  const queue = new WorkQueue(server.process, 'available_controller');
  runWorkers(server.process, queue, 1, function* (name) {
    const service = server.cached(WHERE.group, WHERE.resource, undefined, name) as APIService | undefined;
    if (service?.spec.service === undefined) return;
    const verdict = yield* check(server, service.spec);
    if (server.aggregator.know(service.spec, verdict.resources)) server.forgetDiscovery();
    yield* tell(server, service, verdict);
    if (verdict.status === 'False') {
      queue.addRateLimited(name);
      return;
    }
    queue.forget(name);
    queue.addAfter(name, RESYNC);
  });
  return (service, deleted) => {
    const { spec, metadata } = service;
    if (spec.service === undefined) return;
    if (!deleted) queue.add(metadata.name);
    else if (server.aggregator.forget(spec)) server.forgetDiscovery();
  };
}

function* check(server: Server, spec: APIService['spec']): Task<Verdict> {
  const { namespace = '', name = '', port = HTTPS_PORT } = spec.service ?? {};
  const service = server.cached('', 'services', namespace, name) as Service | undefined;
  const of = `service/${name} in ${goQuote(namespace)}`;
  if (service === undefined) return no('ServiceNotFound', `${of} is not present`);
  const found = (service.spec.ports ?? []).find((one) => one.port === port);
  if (found === undefined) return no('ServicePortError', `${of} is not listening on port ${port}`);
  const [endpoint] = endpointsOf(server, namespace, name, found.name ?? '');
  if (endpoint === undefined) {
    const why = `endpoints for ${of} have no addresses with port name ${goQuote(found.name ?? '')}`;
    return no('MissingEndpoints', why);
  }
  const path = `/apis/${apiVersionOf({ group: spec.group ?? '', version: spec.version ?? '' })}`;
  const asked: Asked = { method: 'GET', path, headers: {} };
  const answer = yield* ask(server, endpoint, asked, DISCOVERY_TIMEOUT);
  const url = `https://${portAddress(endpoint.ip, endpoint.port)}${path}`;
  if (answer.failure !== undefined) {
    return no(
      'FailedDiscoveryCheck',
      `failing or missing response from ${url}: Get ${goQuote(url)}: ${answer.failure}`,
    );
  }
  if (answer.status < 200 || answer.status >= 300) {
    const why = `failing or missing response from ${url}: bad status from ${url}: ${answer.status}`;
    return no('FailedDiscoveryCheck', why);
  }
  return { status: 'True', reason: 'Passed', message: 'all checks passed', resources: resourcesIn(answer.body) };
}

function no(reason: string, message: string): Verdict {
  return { status: 'False', reason, message };
}

/** The resources of an APIResourceList; what is none of them is left out. */
function resourcesIn(body: string): readonly Json[] {
  let list: unknown;
  try {
    list = JSON.parse(body);
  } catch {
    return [];
  }
  const resources = isObject(list) ? list['resources'] : undefined;
  return Array.isArray(resources) ? resources.filter(isObject).filter(({ name }) => typeof name === 'string') : [];
}

function* tell(server: Server, service: APIService, { status, reason, message }: Verdict): Task {
  const old = (service.status.conditions ?? []).find(({ type }) => type === 'Available');
  if (old?.status === status && old.reason === reason && old.message === message) return;
  const lastTransitionTime = old?.status === status ? old.lastTransitionTime : formatTime(server.sim.wallClock());
  const conditions = [{ type: 'Available', status, reason, message, lastTransitionTime }];
  yield* updateStatus(server, WHERE, { ...service, status: { ...service.status, conditions } });
}
