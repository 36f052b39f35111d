/**
 * Signs approved certificate requests and clears old ones away. pkg/controller/certificates/{signer,cleaner}
 *
 * Different from Kubernetes: there is no cryptography here. A certificate is the request itself, wrapped once more, in a PEM
 * block that says CERTIFICATE: it has the form of one, and nobody can prove anything with it.
 */
import { bytesFromBase64, bytesToBase64, isNotFound, parseTime } from '../../apimachinery/index.ts';
import type { CertificateSigningRequest as CSR } from '../../api/certificatesigningrequest/types.ts';
import { pemBlocks } from '../../api/certificatesigningrequest/pem.ts';
import { encodeBase64 } from '../../api/secret/base64.ts';
import { CERTIFICATE_SIGNING_REQUESTS } from '../../api/refs.ts';
import { WorkQueue, runWorkers } from '../../client-go/index.ts';
import { HOUR, type Micros, type Task } from '../../sim/index.ts';
import type { Controller, ControllerContext } from '../context.ts';
import { wrap } from './encoding.ts';

const SIGNERS: ReadonlySet<string> = new Set([
  'kubernetes.io/kube-apiserver-client',
  'kubernetes.io/kube-apiserver-client-kubelet',
  'kubernetes.io/kubelet-serving',
  'kubernetes.io/legacy-unknown',
]);
const WORKERS = 5;
const CLEANING_PERIOD: Micros = HOUR;
/** Answered requests go after an hour, those that nobody answers after a day. */
const ANSWERED_EXPIRATION: Micros = HOUR;
const PENDING_EXPIRATION: Micros = 24 * HOUR;

function has({ status }: CSR, type: string): boolean {
  return status.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

/** The certificate that a signer gives; nothing when the request is not to be signed here or not now. */
export function certificateFor(csr: CSR): string | undefined {
  if (!SIGNERS.has(csr.spec.signerName) || csr.status.certificate) return undefined;
  if (!has(csr, 'Approved') || has(csr, 'Denied') || has(csr, 'Failed')) return undefined;
  const [block] = pemBlocks(csr.spec.request);
  const body = bytesToBase64(Uint8Array.from(wrap(block?.bytes ?? bytesFromBase64(csr.spec.request))));
  const lines = body.match(/.{1,64}/g) ?? [];
  const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  return encodeBase64(pem);
}

function startSigning(context: ControllerContext): void {
  const { informers, process } = context;
  const client = context.client('certificate-controller').resource<CSR>(CERTIFICATE_SIGNING_REQUESTS);
  const requests = informers.informer<CSR>(CERTIFICATE_SIGNING_REQUESTS);
  const queue = new WorkQueue(process, 'certificate');
  const look = (csr: CSR): void => {
    if (certificateFor(csr) !== undefined) queue.add(csr.metadata.name);
  };
  requests.addEventHandler({ onAdd: look, onUpdate: (_, csr) => look(csr) });
  function* sync(name: string): Task {
    const csr = requests.store.get(name);
    const certificate = csr && certificateFor(csr);
    if (csr && certificate !== undefined)
      yield* client.updateStatus({ ...csr, status: { ...csr.status, certificate } });
  }
  context.whenSynced('certificate signing', [requests], () => runWorkers(process, queue, WORKERS, sync));
}

/** Whether nobody needs the request any more. cleaner.go */
export function isExpired(csr: CSR, now: Micros): boolean {
  const answered = csr.status.conditions?.find(
    ({ type }) => type === 'Approved' || type === 'Denied' || type === 'Failed',
  );
  const since = answered?.lastUpdateTime ?? csr.metadata.creationTimestamp;
  // An approved request is only answered once it has its certificate.
  const open = !answered || (answered.type === 'Approved' && !csr.status.certificate);
  return now - parseTime(since) > (open ? PENDING_EXPIRATION : ANSWERED_EXPIRATION);
}

function startCleaning(context: ControllerContext): void {
  const { informers, process } = context;
  const client = context.client('certificate-controller').resource<CSR>(CERTIFICATE_SIGNING_REQUESTS);
  const requests = informers.informer<CSR>(CERTIFICATE_SIGNING_REQUESTS);
  function* clean(): Task {
    for (const csr of requests.store.list()) {
      if (!isExpired(csr, context.now())) continue;
      try {
        yield* client.delete(undefined, csr.metadata.name);
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }
  }
  context.whenSynced('certificate cleaner', [requests], () => process.every('csrcleaner', CLEANING_PERIOD, clean));
}

export const csrSigningController: Controller = {
  name: 'certificatesigningrequest-signing-controller',
  start: startSigning,
};

export const csrCleanerController: Controller = {
  name: 'certificatesigningrequest-cleaner-controller',
  start: startCleaning,
};
