import type { ApiRequest, ApiResponse } from '../client-go/request.ts';
import { formatMicroTime } from '../apimachinery/index.ts';
import type { Micros } from '../sim/index.ts';
import type { User } from './request-context.ts';
import type { Stage } from './stages.ts';

/** audit.k8s.io/v1 Event at level Metadata. */
export type AuditEvent = Readonly<Record<string, unknown>>;

/** What is known of a request when it is answered. */
export interface Audited {
  readonly request: ApiRequest;
  readonly uri: string;
  readonly response: ApiResponse;
  readonly user: User | undefined;
  readonly stages: readonly Stage[];
  readonly received: Micros;
  readonly now: Micros;
  readonly id: string;
}

/**
 * One event when a request is answered, for a watch when it begins; the spans of the trace hold the stages of every request in
 * any case, this is for who reads audit logs. apiserver/pkg/audit
 */
export function auditEvent({ request, uri, response, user, stages, received, now, id }: Audited): AuditEvent {
  const { verb, group, version, resource, subresource, namespace, name, userAgent, credentials } = request;
  const decision = stages.find((stage) => stage.name === 'authorization') as
    { readonly decision?: string; readonly reason?: string } | undefined;
  const acting = credentials.impersonate && userOf(user);
  const asking = stages.find((stage) => stage.name === 'authentication') as
    { readonly user?: string; readonly groups?: readonly string[] } | undefined;
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: id,
    stage: verb === 'watch' ? 'ResponseStarted' : 'ResponseComplete',
    requestURI: uri,
    verb,
    user: asking ? { username: asking.user, groups: asking.groups } : userOf(user),
    ...(acting !== undefined && { impersonatedUser: acting }),
    sourceIPs: ['127.0.0.1'],
    userAgent,
    objectRef: {
      resource,
      ...(namespace !== undefined && { namespace }),
      ...(name !== undefined && { name }),
      ...(group !== '' && { apiGroup: group }),
      apiVersion: version,
      ...(subresource !== undefined && { subresource }),
    },
    responseStatus: statusOf(response),
    requestReceivedTimestamp: formatMicroTime(received),
    stageTimestamp: formatMicroTime(now),
    ...(decision && {
      annotations: {
        'authorization.k8s.io/decision': decision.decision === 'allow' ? 'allow' : 'forbid',
        'authorization.k8s.io/reason': decision.reason ?? '',
      },
    }),
  };
}

function userOf(user: User | undefined): Readonly<Record<string, unknown>> {
  if (user === undefined) return {};
  return { username: user.name, ...(user.uid !== undefined && { uid: user.uid }), groups: user.groups };
}

/** metav1.Status without what is only in the answer's body. */
function statusOf({ code, body }: ApiResponse): unknown {
  const { kind, status, message, reason } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (kind !== 'Status' || status !== 'Failure') return { metadata: {}, code };
  return { metadata: {}, status, message, reason, code };
}
