import { bytesToBase64, encodeUTF8 } from '../../apimachinery/index.ts';
import type { PodReply, PodRequest } from '../../cri-api/index.ts';
import { text } from './image.ts';

interface Reviewed {
  readonly metadata?: { readonly name?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: { readonly containers?: readonly { readonly name?: string }[] };
}

interface Review {
  readonly kind?: string;
  readonly request?: { readonly uid?: string; readonly object?: Reviewed | null };
}

interface Verdict {
  readonly allowed: boolean;
  readonly message?: string;
  readonly patch?: readonly object[];
}

const ALLOW: Verdict = { allowed: true };
const KEY = 'webhook-e2e-test';
const DISALLOW = 'webhook-disallow';

/** What `agnhost webhook` says at each of its paths. kubernetes test/images/agnhost/webhook */
const PATHS: ReadonlyMap<string, (object: Reviewed) => Verdict> = new Map<string, (object: Reviewed) => Verdict>([
  ['/always-allow-delay-5s', () => ALLOW],
  ['/always-deny', () => ({ allowed: false, message: 'this webhook denies all requests' })],
  ['/add-label', addLabel],
  ['/pods', admitPod],
  ['/mutating-pods', mutatePod],
  ['/configmaps', admitConfigMap],
  ['/mutating-configmaps', mutateConfigMap],
]);

/** The answer to an AdmissionReview; undefined when the path is no webhook's. */
export function answerReview({ path = '', body = '' }: PodRequest): PodReply | undefined {
  const verdictOf = PATHS.get(path.split('?')[0] ?? '');
  if (!verdictOf) return undefined;
  let review: Review;
  try {
    review = JSON.parse(body) as Review;
  } catch {
    return text(400, 'contentType=application/json, expect application/json\n');
  }
  if (review.kind !== 'AdmissionReview') return text(400, 'Unsupported group version kind\n');
  const { allowed, message, patch } = verdictOf(review.request?.object ?? {});
  const response = {
    uid: review.request?.uid,
    allowed,
    ...(message !== undefined && { status: { metadata: {}, message } }),
    ...(patch && { patch: bytesToBase64(encodeUTF8(JSON.stringify(patch))), patchType: 'JSONPatch' }),
  };
  return text(200, JSON.stringify({ kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', response }));
}

function addLabel({ metadata }: Reviewed): Verdict {
  const { labels } = metadata ?? {};
  if (labels?.['added-label'] === 'yes') return ALLOW;
  const patch = labels
    ? { op: 'add', path: '/metadata/labels/added-label', value: 'yes' }
    : { op: 'add', path: '/metadata/labels', value: { 'added-label': 'yes' } };
  return { allowed: true, patch: [patch] };
}

function admitPod({ metadata, spec }: Reviewed): Verdict {
  let message = '';
  if (metadata?.labels?.[KEY] === DISALLOW) message += 'the pod contains unwanted label; ';
  if (spec?.containers?.some(({ name }) => name?.includes(DISALLOW))) {
    message += 'the pod contains unwanted container name; ';
  }
  return message === '' ? ALLOW : { allowed: false, message };
}

function mutatePod({ metadata }: Reviewed): Verdict {
  if (metadata?.name !== 'webhook-to-be-mutated') return ALLOW;
  const value = [{ image: 'webhook-added-image', name: 'webhook-added-init-container', resources: {} }];
  return { allowed: true, patch: [{ op: 'add', path: '/spec/initContainers', value }] };
}

function admitConfigMap({ data }: Reviewed): Verdict {
  if (data?.[KEY] !== DISALLOW) return ALLOW;
  return { allowed: false, message: 'the configmap contains unwanted key and value' };
}

function mutateConfigMap({ data }: Reviewed): Verdict {
  const patch: object[] = [];
  if (data?.['mutation-start'] === 'yes') patch.push({ op: 'add', path: '/data/mutation-stage-1', value: 'yes' });
  if (data?.['mutation-stage-1'] === 'yes') patch.push({ op: 'add', path: '/data/mutation-stage-2', value: 'yes' });
  return patch.length > 0 ? { allowed: true, patch } : ALLOW;
}
