import type { IVolume } from 'kubernetes-models/v1/Volume';
import { sortedKeys } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import { annotationsMultiline, labelsMultiline, MAX_ANNOTATION, shortened, type StringMap } from './metadata.ts';
import { describeClaimSpec } from './persistentvolumeclaim.ts';
import { nested, type PrefixWriter } from './prefix-writer.ts';
import { quantity } from './text.ts';
import { POD_SOURCES, PERSISTENT_SOURCES, rowValue, type SourceText } from './volume-sources.ts';

function describeRows(source: Json, { type, rows }: SourceText, persistent: boolean, w: PrefixWriter): void {
  w.line(2, `Type:\t${type}`);
  for (const row of rows) w.line(2, `${row[0]}\t${rowValue(source, row, persistent)}`);
}

/** printCSIPersistentVolumeAttributesMultiline: every line is indented before its tab. */
function describeAttributes(attributes: StringMap | undefined, w: PrefixWriter): void {
  const keys = sortedKeys(attributes);
  if (keys.length === 0) w.line(2, 'VolumeAttributes:\t<none>');
  keys.forEach((key, at) => {
    const line = `${key}=${attributes?.[key] ?? ''}`;
    w.write(2, at === 0 ? 'VolumeAttributes:\t' : '');
    if (at > 0) w.write(2, '\t');
    w.line(2, shortened(line, MAX_ANNOTATION));
  });
}

function describeProjected({ sources }: NonNullable<IVolume['projected']>, w: PrefixWriter): void {
  w.line(2, 'Type:\tProjected (a volume that contains injected data from multiple sources)');
  for (const { secret, downwardAPI, configMap, serviceAccountToken } of sources ?? []) {
    const named = secret ?? (downwardAPI === undefined ? configMap : undefined);
    if (named !== undefined) {
      w.line(2, `${secret === undefined ? 'ConfigMapName' : 'SecretName'}:\t${named.name ?? ''}`);
      w.line(2, `Optional:\t${named.optional === true}`);
    } else if (downwardAPI !== undefined) w.line(2, 'DownwardAPI:\ttrue');
    else if (serviceAccountToken !== undefined) {
      w.line(2, `TokenExpirationSeconds:\t${serviceAccountToken.expirationSeconds ?? 0}`);
    }
  }
}

function describeDownwardAPI({ items }: NonNullable<IVolume['downwardAPI']>, w: PrefixWriter): void {
  w.line(2, 'Type:\tDownwardAPI (a volume populated by information about the pod)\n    Items:');
  for (const { fieldRef, resourceFieldRef, path } of items ?? []) {
    if (fieldRef !== undefined) w.line(3, `${fieldRef.fieldPath} -> ${path}`);
    if (resourceFieldRef !== undefined) w.line(3, `${resourceFieldRef.resource} -> ${path}`);
  }
}

function describeEphemeral(
  { volumeClaimTemplate: template }: NonNullable<IVolume['ephemeral']>,
  w: PrefixWriter,
): void {
  w.line(2, 'Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)');
  if (template !== undefined) {
    const within = nested(w, 2);
    describeClaimSpec(within, { metadata: template.metadata ?? {}, spec: template.spec }, () => {
      labelsMultiline(within, 'Labels', template.metadata?.labels);
      annotationsMultiline(within, 'Annotations', template.metadata?.annotations);
    });
  }
}

function describeEmptyDir({ medium, sizeLimit }: NonNullable<IVolume['emptyDir']>, w: PrefixWriter): void {
  const limit = quantity(sizeLimit);
  w.line(2, "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)");
  w.line(2, `Medium:\t${medium ?? ''}`);
  w.line(2, `SizeLimit:\t${limit.sign() > 0 ? limit.toString() : '<unset>'}`);
}

function describeSource(volume: IVolume, w: PrefixWriter): void {
  if (volume.emptyDir !== undefined) return describeEmptyDir(volume.emptyDir, w);
  if (volume.ephemeral !== undefined) return describeEphemeral(volume.ephemeral, w);
  if (volume.downwardAPI !== undefined) return describeDownwardAPI(volume.downwardAPI, w);
  if (volume.projected !== undefined) return describeProjected(volume.projected, w);
  describeKnownSource(volume as unknown as Json, false, w);
}

function describeKnownSource(holder: Json, persistent: boolean, w: PrefixWriter): void {
  for (const [field, text] of persistent ? PERSISTENT_SOURCES : POD_SOURCES) {
    const source = Object.hasOwn(holder, field) ? (holder[field] as Json | null | undefined) : undefined;
    if (source == null) continue;
    describeRows(source, text, persistent, w);
    if (field === 'csi') describeAttributes(source['volumeAttributes'] as StringMap | undefined, w);
    return;
  }
  w.line(1, '<unknown>');
}

/** describeVolumes. */
export function describeVolumes(volumes: readonly IVolume[] | undefined, w: PrefixWriter, indent: string): void {
  if (volumes === undefined || volumes.length === 0) {
    w.line(0, `${indent}Volumes:\t<none>`);
    return;
  }
  w.line(0, `${indent}Volumes:`);
  for (const volume of volumes) {
    w.line(1, `${indent === '' ? '' : ' '}${volume.name}:`);
    describeSource(volume, w);
  }
}

/** What a persistent volume is made of. */
export function describePersistentSource(spec: object, w: PrefixWriter): void {
  describeKnownSource(spec as Json, true, w);
}
