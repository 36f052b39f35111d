import type { EndpointSlice } from '../../../api/endpointslice/types.ts';
import type { Service } from '../../../api/service/types.ts';
import { portAddress, type Exchange, type PodRequest } from '../../../cri-api/index.ts';
import { SECOND, type Micros, type Task } from '../../../sim/index.ts';
import type { World } from '../plugin.ts';
import type { Webhook } from '../../../api/webhook-configurations.ts';

/** A webhook that could not be asked, and why. apiserver/pkg/util/webhook ErrCallingWebhook */
export class CallFailed extends Error {}

const DEFAULT_TIMEOUT_SECONDS = 10;
const SERVICE_NAME = 'kubernetes.io/service-name';

/** Posts a review to where the webhook is, and gives the text of the answer. Throws CallFailed. */
export function* call(webhook: Webhook, review: object, world: World): Task<string> {
  const { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, clientConfig } = webhook;
  const { service, url } = clientConfig;
  if (!service) {
    const host = /^https:\/\/([^/:]+)/.exec(url ?? '')?.[1] ?? '';
    throw new CallFailed(`Post "${url}?timeout=${timeoutSeconds}s": dial tcp: lookup ${host}: no such host`);
  }
  const { name, namespace, path = '/', port = 443 } = service;
  const post = `Post "https://${name}.${namespace}.svc:${port}${path}?timeout=${timeoutSeconds}s"`;
  const address = resolve(namespace, name, port, world);
  if ('why' in address) throw new CallFailed(`${post}: ${address.why}`);
  const request: PodRequest = {
    protocol: 'http',
    method: 'POST',
    path: `${path}?timeout=${timeoutSeconds}s`,
    headers: { 'Content-Type': 'application/json', Host: `${name}.${namespace}.svc` },
    body: JSON.stringify(review),
  };
  const timeout: Micros = timeoutSeconds * SECOND;
  const answer: Exchange = yield* world.exchange(portAddress(address.ip, address.port), request, timeout);
  if ('failure' in answer) {
    if (answer.failure === 'timeout') throw new CallFailed(`${post}: context deadline exceeded`);
    const why = answer.failure === 'refused' ? 'connect: connection refused' : 'read: connection reset by peer';
    throw new CallFailed(`${post}: dial tcp ${address.ip}:${address.port}: ${why}`);
  }
  const { status, body } = answer.reply;
  if (status === 200) return body;
  throw new CallFailed(
    `an error on the server (${JSON.stringify(body.trim())}) has prevented the request from succeeding`,
  );
}

type Resolved = { readonly ip: string; readonly port: number } | { readonly why: string };

/** A ready endpoint of the service, each as likely as any other. apiserver/pkg/util/proxy ResolveEndpoint */
function resolve(namespace: string, name: string, port: number, world: World): Resolved {
  const service = world.get('', 'services', namespace, name) as Service | undefined;
  if (!service) return { why: `service "${name}" not found` };
  const servicePort = service.spec.ports?.find((one) => one.port === port);
  if (!servicePort) return { why: `no service port ${port} found for service "${name}"` };
  const found: Resolved[] = [];
  for (const object of world.list('discovery.k8s.io', 'endpointslices', namespace)) {
    const slice = object as EndpointSlice;
    if (slice.metadata.labels?.[SERVICE_NAME] !== name) continue;
    const target = slice.ports?.find((one) => (one.name ?? '') === (servicePort.name ?? ''))?.port;
    if (target === undefined) continue;
    for (const { addresses, conditions } of slice.endpoints ?? []) {
      if (conditions?.ready !== false && addresses[0] !== undefined) found.push({ ip: addresses[0], port: target });
    }
  }
  return found[world.random.int(Math.max(found.length, 1))] ?? { why: `no endpoints available for service "${name}"` };
}
