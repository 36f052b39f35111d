import {
  applyJSONPatch,
  bytesFromBase64,
  failure,
  type StatusError,
  tryDecodeUTF8,
  type ApiObject,
  type Operation as PatchOperation,
  type StatusReason,
} from '../../../apimachinery/index.ts';
import type { Attributes } from '../plugin.ts';
import { CallFailed } from './call.ts';

/** What a webhook answered. k8s.io/api/admission/v1 AdmissionResponse */
interface Response {
  readonly uid: string;
  readonly allowed: boolean;
  readonly status?: { readonly message?: string; readonly reason?: StatusReason; readonly code?: number };
  readonly patch?: string;
  readonly patchType?: string;
  readonly warnings?: readonly string[];
}

export interface Verdict {
  readonly warnings: readonly string[];
  readonly patch: readonly PatchOperation[];
}

/** The question. apiserver/pkg/admission/plugin/webhook/request/admissionreview.go */
export function reviewOf(
  { kind, subresource, namespace, name, operation, user, object, oldObject, dryRun }: Attributes,
  uid: string,
): object {
  const { group, version, resource } = kind;
  const gvk = { group, version, kind: operation === 'CONNECT' ? (object?.kind ?? '') : kind.kind };
  const gvr = { group, version, resource };
  return {
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid,
      kind: gvk,
      resource: gvr,
      ...(subresource !== undefined && { subResource: subresource }),
      requestKind: gvk,
      requestResource: gvr,
      ...(subresource !== undefined && { requestSubResource: subresource }),
      ...(name !== '' && { name }),
      ...(namespace !== undefined && { namespace }),
      operation,
      userInfo: { username: user.name, ...(user.uid !== undefined && { uid: user.uid }), groups: user.groups },
      object: object ?? null,
      oldObject: oldObject ?? null,
      dryRun,
      options: operation === 'CONNECT' ? null : { kind: OPTIONS[operation], apiVersion: 'meta.k8s.io/v1' },
    },
  };
}

const OPTIONS = {
  CREATE: 'CreateOptions',
  UPDATE: 'UpdateOptions',
  DELETE: 'DeleteOptions',
};

/** What the answer means. Throws StatusError for a refusal, CallFailed for an answer that is none. */
export function readReview(webhook: string, text: string, uid: string): Verdict {
  const response = parse(text);
  if (response.uid !== uid) {
    throw new CallFailed(`expected response.uid="${uid}", got "${response.uid}"`);
  }
  if (!response.allowed) throw refusal(webhook, response);
  const { warnings = [] } = response;
  if (response.patch === undefined) return { warnings, patch: [] };
  if (response.patchType !== 'JSONPatch') {
    throw new CallFailed('webhook returned response.patch but not response.patchType');
  }
  return { warnings, patch: JSON.parse(decodePatch(response.patch)) as PatchOperation[] };
}

function parse(text: string): Response {
  let review: { kind?: string; apiVersion?: string; response?: Response } | null;
  try {
    review = JSON.parse(text) as typeof review;
  } catch {
    throw new CallFailed(`couldn't get version/kind; json parse error: invalid character in answer`);
  }
  if (review?.kind !== 'AdmissionReview' || review.apiVersion !== 'admission.k8s.io/v1') {
    throw new CallFailed(
      `expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got ${review?.apiVersion ?? ''}, Kind=${review?.kind ?? ''}`,
    );
  }
  if (!review.response) throw new CallFailed('webhook response was absent');
  return review.response;
}

/** apiserver/pkg/admission/plugin/webhook/errors/statuserror.go ToStatusErr */
function refusal(webhook: string, { status = {} }: Response): StatusError {
  const denied = `admission webhook ${JSON.stringify(webhook)} denied the request`;
  const why = status.message || status.reason;
  const message = why ? `${denied}: ${why}` : `${denied} without explanation`;
  const code = status.code === undefined || status.code < 400 ? 400 : status.code;
  return failure(code, status.reason, message);
}

export function patched(object: ApiObject, patch: readonly PatchOperation[]): ApiObject {
  return patch.length === 0 ? object : (applyJSONPatch(object, patch) as ApiObject);
}

/** What identifies a question within one request, whatever the server made up for the object meanwhile. */
export function questionKey(
  webhook: string,
  { operation, subresource, oldObject }: Attributes,
  object: ApiObject | undefined,
): string {
  const { uid: _u, creationTimestamp: _c, name: _n, ...metadata } = object?.metadata ?? {};
  const which = oldObject ? `${oldObject.metadata.uid} ${oldObject.metadata.resourceVersion}` : '';
  return `webhook ${webhook} ${operation} ${subresource ?? ''} ${which} ${JSON.stringify({ ...object, metadata })}`;
}

function decodePatch(text: string): string {
  const decoded = tryDecodeUTF8(bytesFromBase64(text));
  if (decoded === undefined) throw new CallFailed('response.patch is not UTF-8');
  return decoded;
}
