import type { Relation } from '../kind.ts';
import type { Container, EphemeralContainer, Pod, Volume } from './types.ts';

function core(verb: string, kind: string, namespace: string | undefined, name: string): Relation {
  return { verb, kind, group: '', namespace, name };
}

function* volumeReferences(volume: Volume): Iterable<readonly [kind: string, name: string]> {
  if (volume.configMap?.name !== undefined) yield ['ConfigMap', volume.configMap.name];
  if (volume.secret?.secretName !== undefined) yield ['Secret', volume.secret.secretName];
  if (volume.persistentVolumeClaim !== undefined) {
    yield ['PersistentVolumeClaim', volume.persistentVolumeClaim.claimName];
  }
  for (const source of volume.projected?.sources ?? []) {
    if (source.configMap?.name !== undefined) yield ['ConfigMap', source.configMap.name];
    if (source.secret?.name !== undefined) yield ['Secret', source.secret.name];
  }
}

function* environmentReferences(
  container: Pick<Container | EphemeralContainer, 'env' | 'envFrom'>,
): Iterable<readonly [kind: string, name: string]> {
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    if (configMapRef?.name !== undefined) yield ['ConfigMap', configMapRef.name];
    if (secretRef?.name !== undefined) yield ['Secret', secretRef.name];
  }
  for (const { valueFrom } of container.env ?? []) {
    if (valueFrom?.configMapKeyRef?.name !== undefined) yield ['ConfigMap', valueFrom.configMapKeyRef.name];
    if (valueFrom?.secretKeyRef?.name !== undefined) yield ['Secret', valueFrom.secretKeyRef.name];
  }
}

/** Every edge once, in the order in which the spec names it. */
export function podRelations(pod: Pod): readonly Relation[] {
  const { spec } = pod;
  const namespace = pod.metadata.namespace;
  const relations: Relation[] = [];
  const seen = new Set<string>();
  const use = (kind: string, name: string): void => {
    const key = `${kind}/${name}`;
    if (seen.has(key)) return;
    seen.add(key);
    relations.push(core('uses', kind, namespace, name));
  };
  if (spec.nodeName !== undefined) relations.push(core('runs-on', 'Node', undefined, spec.nodeName));
  if (spec.serviceAccountName !== undefined) use('ServiceAccount', spec.serviceAccountName);
  if (spec.priorityClassName !== undefined) {
    relations.push({ verb: 'uses', kind: 'PriorityClass', group: 'scheduling.k8s.io', name: spec.priorityClassName });
  }
  for (const { name } of spec.imagePullSecrets ?? []) if (name !== undefined) use('Secret', name);
  for (const volume of spec.volumes ?? []) for (const [kind, name] of volumeReferences(volume)) use(kind, name);
  for (const container of [...(spec.initContainers ?? []), ...spec.containers, ...(spec.ephemeralContainers ?? [])]) {
    for (const [kind, name] of environmentReferences(container)) use(kind, name);
  }
  return relations;
}
