import {
  field,
  newBadRequest,
  newInvalid,
  newPath,
  tryParseTime,
  type ErrorList,
} from '../../../apimachinery/index.ts';
import type { ConnectRequest } from '../../../client-go/request.ts';
import type { LogOptions } from '../../../cri-api/index.ts';
import type { ServerCall, Stream, Task } from '../../../sim/index.ts';
import type { RequestContext } from '../../request-context.ts';
import type { Server } from '../../server.ts';
import type { Connected } from './index.ts';
import { PLAIN, type Target } from './kubelet-client.ts';
import { optionsOf, type Query } from './options.ts';
import { containerOf, getPod } from './pod-location.ts';

const TEXT = { 'content-type': 'text/plain' };

/** GET pods/<name>/log. pkg/registry/core/pod/rest/log.go */
export function* podLog(
  server: Server,
  context: RequestContext,
  connect: ConnectRequest,
  call: ServerCall,
): Task<Connected> {
  const { name = '', namespace = '' } = context.request;
  const query = optionsOf(connect.query);
  const options = logOptions(query, name);
  const pod = yield* getPod(context);
  const container = containerOf(pod, query.text('container'));
  const { nodeName } = pod.spec;
  if (!nodeName) return { response: { code: 204, body: undefined } };
  const path = `/containerLogs/${namespace}/${name}/${container}${searchOf(query)}`;
  const target: Target = { namespace, name, path };
  const asked = { namespace, pod: name, container, options };
  if (!connect.streams) {
    const { text } = yield* server.kubelets.call(nodeName, 'containerLogs', asked, target, PLAIN);
    return { response: { code: 200, body: text, headers: TEXT } };
  }
  const stream = yield* server.kubelets.open(nodeName, 'containerLogs', asked, target, PLAIN);
  const begin = () => {
    call.onCancel = () => stream.cancel();
    server.process.go('log', passOn(server, stream, call));
  };
  return { response: { code: 200, body: '', headers: TEXT }, begin };
}

function* passOn(server: Server, stream: Stream, call: ServerCall): Task {
  for (;;) {
    const item = yield* stream.next();
    if (!item) break;
    server.sim.cause = item.hop;
    call.item({ form: 'item', verb: 'log' }, item.payload);
  }
  call.finish(stream.failure);
}

/** ValidatePodLogOptions. */
function logOptions(query: Query, name: string): LogOptions {
  const sinceSeconds = query.whole('sinceSeconds');
  const tailLines = query.whole('tailLines');
  const limitBytes = query.whole('limitBytes');
  const since = query.text('sinceTime');
  const sinceTime = since === '' ? undefined : tryParseTime(since);
  if (since !== '' && sinceTime === undefined) {
    throw newBadRequest(`parsing time ${JSON.stringify(since)} as "2006-01-02T15:04:05Z07:00": cannot parse`);
  }
  const errors: ErrorList = [];
  if (tailLines !== undefined && tailLines < 0) {
    errors.push(field.invalid(newPath('tailLines'), tailLines, 'must be greater than or equal to 0'));
  }
  if (limitBytes !== undefined && limitBytes < 1) {
    errors.push(field.invalid(newPath('limitBytes'), limitBytes, 'must be greater than 0'));
  }
  if (sinceSeconds !== undefined && sinceTime !== undefined) {
    errors.push(field.forbidden(newPath(''), 'at most one of `sinceTime` or `sinceSeconds` may be specified'));
  } else if (sinceSeconds !== undefined && sinceSeconds < 1) {
    errors.push(field.invalid(newPath('sinceSeconds'), sinceSeconds, 'must be greater than 0'));
  }
  if (errors.length > 0) throw newInvalid({ group: '', kind: 'PodLogOptions' }, name, errors);
  const follow = query.flag('follow');
  const previous = query.flag('previous');
  const timestamps = query.flag('timestamps');
  return { follow, previous, timestamps, sinceSeconds, sinceTime, tailLines, limitBytes };
}

const PASSED_ON = ['follow', 'limitBytes', 'previous', 'sinceSeconds', 'sinceTime', 'tailLines', 'timestamps'];

/** The query as the API server writes it for the kubelet, in Go's order. */
function searchOf(query: Query): string {
  const pairs = PASSED_ON.flatMap((name) => {
    const value = query.text(name);
    return value === '' || value === 'false' ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
