import { parseQuantity, type ApiObject } from '../../../../engine/apimachinery/index.ts';
import { inNamespace, line, podRef, type Answer, type Explainer, type Line, type Look } from './answer.ts';
import { at, hasEnded, records, text, texts } from './fields.ts';

const MOST = 6;
const CLASSES = 'storageclasses.storage.k8s.io';

/** Why a claim is bound or not, and to what. */
export const claim: Explainer = {
  reads: ['persistentvolumes', CLASSES, 'pods'],
  explain(object, look): Answer {
    const phase = text(object.status, 'phase');
    const volume = text(object.spec, 'volumeName');
    const users = usersOf(object, look('pods'));
    const lines: Line[] = [];
    if (phase === 'Bound')
      lines.push(
        line(
          'ok',
          'answer.claim.bound',
          { volume },
          { ref: { resource: 'persistentvolumes', namespace: '', name: volume } },
        ),
      );
    else if (phase === 'Lost') lines.push(line('blocked', 'answer.claim.lost', { volume }));
    else lines.push(...pendingLines(object, users, look));
    if (object.metadata.deletionTimestamp !== undefined)
      lines.push(line('wait', 'answer.claim.leaving', { finalizers: (object.metadata.finalizers ?? []).join(', ') }));
    for (const pod of users.slice(0, MOST))
      lines.push(line('fact', 'answer.claim.user', { name: pod.metadata.name }, { ref: podRef(pod) }));
    return { title: 'answer.claim.title', lines };
  },
};

function usersOf(object: ApiObject, pods: readonly ApiObject[]): readonly ApiObject[] {
  const { name, namespace } = object.metadata;
  return pods.filter(
    (pod) =>
      pod.metadata.namespace === namespace &&
      !hasEnded(pod) &&
      records(pod.spec, 'volumes').some((one) => text(one, 'persistentVolumeClaim', 'claimName') === name),
  );
}

function pendingLines(object: ApiObject, users: readonly ApiObject[], look: Look): readonly Line[] {
  const className = text(object.spec, 'storageClassName');
  const storageClass = look(CLASSES).find(({ metadata }) => metadata.name === className);
  const ref = { resource: CLASSES, namespace: '', name: className };
  const lines: Line[] = [];
  if (className !== '' && !storageClass) lines.push(line('blocked', 'answer.claim.noClass', { className }));
  const provisioner = text(storageClass, 'provisioner');
  const waits = text(storageClass, 'volumeBindingMode') === 'WaitForFirstConsumer';
  if (waits && !users.some((pod) => text(pod.spec, 'nodeName') !== ''))
    lines.push(
      line(
        'wait',
        users.length === 0 ? 'answer.claim.waitsForPod' : 'answer.claim.waitsForNode',
        { className },
        { ref },
      ),
    );
  else if (storageClass && provisioner !== 'kubernetes.io/no-provisioner')
    lines.push(line('wait', 'answer.claim.provisioning', { provisioner, className }, { ref }));
  const volumes = look('persistentvolumes');
  const reasons = volumes.slice(0, MOST).map((volume) => mismatch(object, volume));
  if (volumes.length === 0) lines.push(line('fact', 'answer.claim.noVolumes'));
  else lines.push(line('fact', 'answer.claim.volumes', { count: volumes.length }, { under: reasons }));
  return lines;
}

/** Why a volume will not do for a claim, the first reason that holds. */
function mismatch(object: ApiObject, volume: ApiObject): Line {
  const name = volume.metadata.name;
  const ref = { resource: 'persistentvolumes', namespace: '', name };
  const wants = text(object.spec, 'resources', 'requests', 'storage') || '0';
  const has = text(volume.spec, 'capacity', 'storage') || '0';
  const holder = text(volume.spec, 'claimRef', 'name');
  const wanted = text(object.spec, 'storageClassName');
  const own = text(volume.spec, 'storageClassName');
  const missing = texts(object.spec, 'accessModes').filter((mode) => !texts(volume.spec, 'accessModes').includes(mode));
  if (holder !== '' && holder !== object.metadata.name)
    return line('fact', 'answer.claim.taken', { name, holder }, { ref });
  if (wanted !== own)
    return line('fact', 'answer.claim.otherClass', { name, own: own || '—', wanted: wanted || '—' }, { ref });
  if (parseQuantity(has).cmp(parseQuantity(wants)) < 0)
    return line('fact', 'answer.claim.small', { name, has, wants }, { ref });
  if (missing.length > 0) return line('fact', 'answer.claim.modes', { name, modes: missing.join(', ') }, { ref });
  if (text(volume.status, 'phase') !== 'Available')
    return line('fact', 'answer.claim.phase', { name, phase: text(volume.status, 'phase') }, { ref });
  return line('ok', 'answer.claim.fits', { name }, { ref });
}

/** What holds a volume, and what becomes of it. */
export const volume: Explainer = {
  reads: ['persistentvolumeclaims'],
  explain(object, look): Answer {
    const name = object.metadata.name;
    const phase = text(object.status, 'phase');
    const holder = text(object.spec, 'claimRef', 'name');
    const namespace = text(object.spec, 'claimRef', 'namespace');
    const there = look('persistentvolumeclaims').some(
      ({ metadata }) => metadata.name === holder && metadata.namespace === namespace,
    );
    const ref = there ? { resource: 'persistentvolumeclaims', namespace, name: holder } : undefined;
    const policy = text(object.spec, 'persistentVolumeReclaimPolicy') || 'Retain';
    const lines: Line[] = [];
    if (phase === 'Bound') lines.push(line('ok', 'answer.volume.bound', { holder }, { ref }));
    else if (phase === 'Released') {
      const command = `kubectl patch pv ${name} --type=json -p '[{"op":"remove","path":"/spec/claimRef"}]'`;
      lines.push(line('wait', 'answer.volume.released', { holder }, { command }));
    } else if (phase === 'Failed')
      lines.push(line('blocked', 'answer.volume.failed', { why: text(object.status, 'message') }));
    else lines.push(line('fact', 'answer.volume.available'));
    lines.push(line('fact', policy === 'Delete' ? 'answer.volume.delete' : 'answer.volume.retain'));
    return { title: 'answer.volume.title', lines };
  },
};

/** What stands in a namespace, and what keeps it from going. */
export const namespace: Explainer = {
  reads: ['pods'],
  explain(object, look): Answer | undefined {
    const name = object.metadata.name;
    const pods = look('pods').filter(({ metadata }) => metadata.namespace === name);
    if (object.metadata.deletionTimestamp === undefined)
      return {
        title: 'answer.namespace.title',
        lines: [line('fact', 'answer.namespace.active', { pods: pods.length })],
      };
    const lines: Line[] = [line('wait', 'answer.namespace.leaving')];
    for (const one of records(object.status, 'conditions'))
      if (one['status'] === 'True')
        lines.push(line('blocked', 'answer.namespace.holds', { why: text(one, 'message') }));
    const held = look('*').filter(
      ({ metadata }) => metadata.namespace === name && (metadata.finalizers?.length ?? 0) > 0,
    );
    for (const one of held.slice(0, MOST)) {
      const command = `kubectl patch ${one.kind.toLowerCase()} ${one.metadata.name}${inNamespace(one)} --type=merge -p '{"metadata":{"finalizers":null}}'`;
      const params = {
        kind: one.kind,
        name: one.metadata.name,
        finalizers: (one.metadata.finalizers ?? []).join(', '),
      };
      lines.push(line('blocked', 'answer.namespace.finalizer', params, { command }));
    }
    for (const pod of pods.slice(0, MOST))
      lines.push(line('wait', 'answer.namespace.pod', { name: pod.metadata.name }, { ref: podRef(pod) }));
    if (at(object.spec, 'finalizers') === undefined && lines.length === 1)
      lines.push(line('ok', 'answer.namespace.soon'));
    return { title: 'answer.namespace.title', lines };
  },
};
