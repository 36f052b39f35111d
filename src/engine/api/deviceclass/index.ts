/** DeviceClass: a name for devices that somebody may ask for, with what chooses and configures them. */
import { field, type ErrorList } from '../../apimachinery/index.ts';
import { AGE, age, NAME } from '../columns.ts';
import { checkConfiguration, checkList, checkSelectors, MOST_CONFIGS } from '../device-rules.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { isExtendedResource } from '../pod/validation-quantities.ts';
import { specStrategy } from '../strategies.ts';
import { SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { DeviceClass, DeviceClassSpec } from './types.ts';

/** validateDeviceClassSpec. pkg/apis/resource/validation/validation.go */
function checkSpec(errors: ErrorList, { selectors, config, extendedResourceName: name }: DeviceClassSpec): void {
  checkSelectors(errors, SPEC.child('selectors'), selectors);
  checkList(errors, SPEC.child('config'), config, MOST_CONFIGS, checkConfiguration);
  if (name !== undefined && !isExtendedResource(name)) {
    errors.push(field.invalid(SPEC.child('extendedResourceName'), name, 'must be a valid extended resource name'));
  }
}

function validate(deviceClass: DeviceClass): ErrorList {
  const errors = validateMeta(deviceClass.metadata, false);
  checkSpec(errors, deviceClass.spec);
  return errors;
}

function validateUpdate(deviceClass: DeviceClass, old: DeviceClass): ErrorList {
  const errors = validateMetaUpdate(deviceClass.metadata, old.metadata);
  if (deviceClass.spec !== old.spec) checkSpec(errors, deviceClass.spec);
  return errors;
}

export const deviceClassKind: Kind<DeviceClass> = {
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'DeviceClass',
  resource: 'deviceclasses',
  singular: 'deviceclass',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults: (deviceClass) => (deviceClass.spec === undefined ? { ...deviceClass, spec: {} } : deviceClass),
  strategy: specStrategy<DeviceClass>({ validate, validateUpdate }),
  subresources: {},
  printer: {
    columns: [NAME, AGE],
    cells: (deviceClass, now) => [deviceClass.metadata.name, age(deviceClass, now)],
  },
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
