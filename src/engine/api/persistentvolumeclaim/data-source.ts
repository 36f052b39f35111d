import { field, isDNS1123Subdomain, nameIsDNSSubdomain, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { isUnset, rejectEach } from '../validate.ts';
import type { PersistentVolumeClaimSpec } from './types.ts';

type DataSource = NonNullable<PersistentVolumeClaimSpec['dataSource']>;
type DataSourceRef = NonNullable<PersistentVolumeClaimSpec['dataSourceRef']>;

function isClaimOrSnapshot({ apiGroup = '', kind }: DataSource): boolean {
  if (kind === 'PersistentVolumeClaim') return apiGroup === '';
  return kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io';
}

/**
 * EnforceDataSourceBackwardsCompatibility and NormalizeDataSources: the older field may hold only what it always could, and
 * the older and the newer say the same. pkg/api/persistentvolumeclaim/util.go
 */
export function normalizeDataSources(
  spec: PersistentVolumeClaimSpec,
  old: PersistentVolumeClaimSpec | undefined,
): PersistentVolumeClaimSpec {
  const { dataSource, dataSourceRef } = spec;
  if (!isUnset(dataSourceRef?.namespace)) return spec;
  if (dataSource !== undefined && dataSourceRef === undefined) {
    if (old?.dataSource === undefined && !isClaimOrSnapshot(dataSource)) {
      const { dataSource: _, ...rest } = spec;
      return rest;
    }
    return { ...spec, dataSourceRef: dataSource };
  }
  if (dataSource === undefined && dataSourceRef !== undefined) {
    const { namespace: _, ...local } = dataSourceRef;
    return { ...spec, dataSource: local };
  }
  return spec;
}

function checkReference(errors: ErrorList, path: Path, { name, kind, apiGroup = '' }: DataSource): void {
  if (isUnset(name)) errors.push(field.required(path.child('name')));
  if (isUnset(kind)) errors.push(field.required(path.child('kind')));
  if (apiGroup === '' && kind !== 'PersistentVolumeClaim') {
    const why = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
    errors.push(field.invalid(path, kind, why));
  }
  if (apiGroup !== '') rejectEach(errors, path.child('apiGroup'), apiGroup, isDNS1123Subdomain(apiGroup));
}

function isSame(source: DataSource, ref: DataSourceRef): boolean {
  return source.kind === ref.kind && source.name === ref.name && (source.apiGroup ?? '') === (ref.apiGroup ?? '');
}

export function checkDataSources(errors: ErrorList, path: Path, spec: PersistentVolumeClaimSpec): void {
  const { dataSource, dataSourceRef } = spec;
  if (dataSource !== undefined) checkReference(errors, path.child('dataSource'), dataSource);
  if (dataSourceRef === undefined) return;
  const at = path.child('dataSourceRef');
  checkReference(errors, at, dataSourceRef);
  const { namespace = '' } = dataSourceRef;
  if (namespace !== '') rejectEach(errors, at.child('namespace'), namespace, nameIsDNSSubdomain(namespace, false));
  if (dataSource === undefined) return;
  const name = path.child('dataSource').toString();
  if (namespace !== '') {
    errors.push(field.invalid(path, name, 'may not be specified when dataSourceRef.namespace is specified'));
  } else if (!isSame(dataSource, dataSourceRef)) errors.push(field.invalid(path, name, 'must match dataSourceRef'));
}
