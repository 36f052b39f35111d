import { getOwn, isJSONObject, setOwn } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import {
  ANNOTATIONS,
  atSpecs,
  METADATA_LABELS,
  REPLICAS,
  SELECTOR_LABELS,
  TEMPLATE_LABELS,
  type FieldSpec,
} from './field-specs.ts';
import { mapIn, objectsOf, textIn } from './kustomization.ts';
import { isClusterScoped, metadataOf, type Mutable, type Res } from './res.ts';

/** Everything in this namespace, but what is in none (NamespaceTransformer). */
export function setNamespace(resources: readonly Res[], namespace: string): void {
  if (namespace === '') return;
  for (const res of resources) {
    const { kind } = res.id;
    if (kind === 'Namespace') {
      res.remember();
      metadataOf(res.object)['name'] = namespace;
      continue;
    }
    if (!isClusterScoped(res.id)) {
      res.remember();
      metadataOf(res.object)['namespace'] = namespace;
    }
    if (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') {
      for (const subject of objectsOf(res.object, 'subjects'))
        if (subject['kind'] === 'ServiceAccount' && subject['name'] === 'default')
          (subject as Mutable)['namespace'] = namespace;
    }
    if (kind === 'APIService')
      atSpecs(res, [{ path: 'spec/service/namespace' }], ({ holder, key }) => (holder[key] = namespace));
  }
}

const NEVER_RENAMED = new Set(['CustomResourceDefinition', 'APIService', 'Namespace']);

export function addPrefix(resources: readonly Res[], prefix: string, suffix: string): void {
  for (const [prefixed, affix] of [
    [true, prefix],
    [false, suffix],
  ] as const) {
    if (affix === '') continue;
    for (const res of resources) {
      res.affixes.push(`${prefixed ? 'prefix' : 'suffix'}:${affix}`);
      if (NEVER_RENAMED.has(res.id.kind)) continue;
      res.remember();
      const { name } = res.id;
      metadataOf(res.object)['name'] = prefixed ? `${affix}${name}` : `${name}${affix}`;
    }
  }
}

/** `labels`, each with its own places, then `commonLabels` everywhere. */
export function addLabels(resources: readonly Res[], fields: Json): void {
  for (const entry of objectsOf(fields, 'labels')) {
    const specs: FieldSpec[] = [...METADATA_LABELS];
    if (entry['includeSelectors'] === true) specs.push(...TEMPLATE_LABELS, ...SELECTOR_LABELS);
    else if (entry['includeTemplates'] === true) specs.push(...TEMPLATE_LABELS);
    for (const own of objectsOf(entry, 'fields')) specs.push({ create: own['create'] === true, ...specOf(own) });
    setPairs(resources, mapIn(entry, 'pairs'), specs);
  }
  setPairs(resources, mapIn(fields, 'commonLabels'), [...METADATA_LABELS, ...TEMPLATE_LABELS, ...SELECTOR_LABELS]);
}

function specOf(own: Json): FieldSpec {
  return {
    path: textIn(own, 'path'),
    group: textIn(own, 'group'),
    version: textIn(own, 'version'),
    kind: textIn(own, 'kind'),
  };
}

export function addAnnotations(resources: readonly Res[], fields: Json): void {
  setPairs(resources, mapIn(fields, 'commonAnnotations'), ANNOTATIONS);
}

function setPairs(resources: readonly Res[], pairs: Json, specs: readonly FieldSpec[]): void {
  if (Object.keys(pairs).length === 0) return;
  for (const res of resources) {
    atSpecs(res, specs, ({ holder, key }) => {
      const before = getOwn(holder, key);
      const map: Mutable = isJSONObject(before) ? { ...before } : {};
      for (const name of Object.keys(pairs)) setOwn(map, name, String(pairs[name]));
      holder[key] = map;
    });
  }
}

export function setReplicas(resources: readonly Res[], fields: Json): void {
  for (const entry of objectsOf(fields, 'replicas')) {
    const name = textIn(entry, 'name');
    const count = Number(entry['count']);
    let found = false;
    for (const res of resources) {
      const known = REPLICAS.some(({ kind }) => kind === res.id.kind);
      if (!known || !res.ids.some((id) => id.name === name)) continue;
      found = true;
      atSpecs(res, REPLICAS, ({ holder, key }) => (holder[key] = count));
    }
    if (!found)
      throw new Error(
        `resource with name ${name} does not match a config with the following GVK [Deployment.[noVer].[noGrp] StatefulSet.[noVer].[noGrp] ReplicaSet.[noVer].[noGrp] ReplicationController.[noVer].[noGrp]]`,
      );
  }
}

export function setImages(resources: readonly Res[], fields: Json): void {
  for (const image of objectsOf(fields, 'images')) {
    for (const res of resources) {
      if (res.id.kind !== 'CustomResourceDefinition') inContainers(res.object, (text) => replacedImage(text, image));
    }
  }
}

function inContainers(value: unknown, change: (image: string) => string): void {
  if (Array.isArray(value)) for (const item of value as readonly unknown[]) inContainers(item, change);
  if (!isJSONObject(value)) return;
  for (const key of Object.keys(value)) {
    const inner = value[key];
    if ((key === 'containers' || key === 'initContainers') && Array.isArray(inner)) {
      for (const container of (inner as readonly unknown[]).filter(isJSONObject)) {
        const image = container['image'];
        if (typeof image === 'string') (container as Mutable)['image'] = change(image);
      }
    }
    inContainers(inner, change);
  }
}

/** `nginx:1.25@sha256:…` by its parts (api/filters/imagetag/updater.go). */
function replacedImage(image: string, entry: Json): string {
  const at = image.indexOf('@');
  const digest = at < 0 ? '' : image.slice(at + 1);
  const rest = at < 0 ? image : image.slice(0, at);
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/');
  const name = tagged ? rest.slice(0, colon) : rest;
  const tag = tagged ? rest.slice(colon + 1) : '';
  if (name !== textIn(entry, 'name')) return image;
  const newName = textIn(entry, 'newName') || name;
  const newTag = textIn(entry, 'newTag');
  const newDigest = textIn(entry, 'digest');
  const suffix = textIn(entry, 'tagSuffix');
  const written = (t: string, d: string): string => `${newName}${t && `:${t}`}${d && `@${d}`}`;
  if (newTag !== '' && newDigest !== '') return written(newTag, newDigest);
  if (newTag !== '') return written(newTag, '');
  if (newDigest !== '') return written('', newDigest);
  return written(tag === '' ? '' : `${tag}${suffix}`, digest);
}
