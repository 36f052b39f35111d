import { isUnset } from '../validate.ts';
import { defaultAzureDisk, defaultISCSI, defaultRBD, defaultScaleIO } from './defaults-sources.ts';
import { defaultPullPolicy } from './image-name.ts';
import type { Volume } from './types.ts';

type ProjectedSource = NonNullable<NonNullable<Volume['projected']>['sources']>[number];
type DownwardItem = NonNullable<NonNullable<Volume['downwardAPI']>['items']>[number];

const FILE_MODE = 0o644;
const TOKEN_SECONDS = 3600;

/** SetDefaults_ObjectFieldSelector inside the files of a downward API volume. */
function withFieldVersions(items: readonly DownwardItem[] | undefined): readonly DownwardItem[] | undefined {
  if (items === undefined || items.every((item) => item.fieldRef === undefined || !isUnset(item.fieldRef.apiVersion))) {
    return items;
  }
  return items.map((item) =>
    item.fieldRef === undefined ? item : { ...item, fieldRef: { ...item.fieldRef, apiVersion: 'v1' } },
  );
}

function defaultProjection(source: ProjectedSource): ProjectedSource {
  if (source.serviceAccountToken !== undefined && source.serviceAccountToken.expirationSeconds === undefined) {
    return { ...source, serviceAccountToken: { ...source.serviceAccountToken, expirationSeconds: TOKEN_SECONDS } };
  }
  const items = withFieldVersions(source.downwardAPI?.items);
  return items === source.downwardAPI?.items ? source : { ...source, downwardAPI: { ...source.downwardAPI, items } };
}

function defaultProjected(projected: NonNullable<Volume['projected']>): NonNullable<Volume['projected']> {
  const before = projected.sources;
  const sources = before?.map(defaultProjection);
  const same = sources === undefined || sources.every((source, i) => source === before?.[i]);
  if (same && projected.defaultMode !== undefined) return projected;
  return { ...projected, sources: same ? before : sources, defaultMode: projected.defaultMode ?? FILE_MODE };
}

/** A volume without a source is an empty directory: pkg/apis/core/v1/defaults.go. */
export function defaultVolume(volume: Volume): Volume {
  const sources = Object.keys(volume).filter((key) => key !== 'name');
  if (sources.length === 0) return { ...volume, emptyDir: {} };
  const { secret, configMap, downwardAPI, projected, hostPath, image } = volume;
  if (secret !== undefined && secret.defaultMode === undefined) {
    return { ...volume, secret: { ...secret, defaultMode: FILE_MODE } };
  }
  if (configMap !== undefined && configMap.defaultMode === undefined) {
    return { ...volume, configMap: { ...configMap, defaultMode: FILE_MODE } };
  }
  if (downwardAPI !== undefined) {
    const items = withFieldVersions(downwardAPI.items);
    if (items === downwardAPI.items && downwardAPI.defaultMode !== undefined) return volume;
    const defaultMode = downwardAPI.defaultMode ?? FILE_MODE;
    return { ...volume, downwardAPI: { ...downwardAPI, defaultMode, ...(items === undefined ? {} : { items }) } };
  }
  if (projected !== undefined) {
    const next = defaultProjected(projected);
    return next === projected ? volume : { ...volume, projected: next };
  }
  if (hostPath !== undefined && hostPath.type === undefined) return { ...volume, hostPath: { ...hostPath, type: '' } };
  if (image !== undefined && isUnset(image.pullPolicy)) {
    return { ...volume, image: { ...image, pullPolicy: defaultPullPolicy(image.reference ?? '') } };
  }
  return defaultRemote(volume);
}

function defaultRemote(volume: Volume): Volume {
  const { iscsi, rbd, azureDisk, scaleIO } = volume;
  const next: Partial<Volume> = {
    ...(iscsi && { iscsi: defaultISCSI(iscsi) }),
    ...(rbd && { rbd: defaultRBD(rbd) }),
    ...(azureDisk && { azureDisk: defaultAzureDisk(azureDisk) }),
    ...(scaleIO && { scaleIO: defaultScaleIO(scaleIO) }),
  };
  const same = next.iscsi === iscsi && next.rbd === rbd && next.azureDisk === azureDisk && next.scaleIO === scaleIO;
  return same ? volume : { ...volume, ...next };
}
