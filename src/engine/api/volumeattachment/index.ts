/** VolumeAttachment: the wish that a volume be attached to a node, and whether it is. */
import type { IVolumeAttachmentSpec } from 'kubernetes-models/storage.k8s.io/v1/VolumeAttachmentSpec';
import type { IVolumeAttachmentStatus } from 'kubernetes-models/storage.k8s.io/v1/VolumeAttachmentStatus';
import {
  field,
  nameIsDNSSubdomain,
  newPath,
  validateImmutableField,
  type ApiObject,
  type ErrorList,
  type ObjectMeta,
} from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { checkDriverName } from '../persistentvolume/sources.ts';
import { withSpec, withStatus } from '../strategies.ts';
import { isUnset, rejectEach, SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { Stored } from '../wire.ts';
import { attachmentRelations } from './relations.ts';

export type VolumeAttachmentSpec = Stored<IVolumeAttachmentSpec>;
export type VolumeAttachmentStatus = Stored<IVolumeAttachmentStatus, 'attached'>;

export interface VolumeAttachment extends ApiObject<VolumeAttachmentSpec, VolumeAttachmentStatus> {
  readonly apiVersion: 'storage.k8s.io/v1';
  readonly kind: 'VolumeAttachment';
  readonly metadata: ObjectMeta;
  readonly spec: VolumeAttachmentSpec;
  readonly status: VolumeAttachmentStatus;
}

const NO_STATUS: VolumeAttachmentStatus = { attached: false };
const SOURCE = SPEC.child('source');
const ONE_SOURCE = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';

function defaults(attachment: VolumeAttachment): VolumeAttachment {
  return attachment.status === undefined ? { ...attachment, status: NO_STATUS } : attachment;
}

/** ValidateVolumeAttachment and ValidateVolumeAttachmentV1. pkg/apis/storage/validation/validation.go */
function checkSpec(errors: ErrorList, spec: Partial<VolumeAttachmentSpec>): void {
  const { attacher = '', nodeName = '' } = spec;
  if (attacher === '') errors.push(field.required(SPEC.child('attacher')));
  const { persistentVolumeName: name, inlineVolumeSpec } = spec.source ?? {};
  if (name === undefined && inlineVolumeSpec === undefined) errors.push(field.required(SOURCE, ONE_SOURCE));
  else if (name !== undefined && inlineVolumeSpec !== undefined) errors.push(field.forbidden(SOURCE, ONE_SOURCE));
  else if (name === '') {
    errors.push(field.required(SOURCE.child('persistentVolumeName'), 'must specify non empty persistentVolumeName'));
  }
  rejectEach(errors, SPEC.child('nodeName'), nodeName, nameIsDNSSubdomain(nodeName, false));
  if (attacher !== '') checkDriverName(errors, newPath('spec.attacher'), attacher);
  if (!isUnset(name)) {
    rejectEach(errors, newPath('spec.source.persistentVolumeName'), name, nameIsDNSSubdomain(name ?? '', false));
  }
}

function validate(attachment: VolumeAttachment): ErrorList {
  const errors = validateMeta(attachment.metadata, false);
  checkSpec(errors, attachment.spec ?? {});
  return errors;
}

function validateUpdate(attachment: VolumeAttachment, old: VolumeAttachment): ErrorList {
  const errors = validateMetaUpdate(attachment.metadata, old.metadata);
  if (attachment.spec === old.spec) return errors;
  checkSpec(errors, attachment.spec);
  errors.push(...validateImmutableField(attachment.spec, old.spec, SPEC));
  return errors;
}

export const volumeAttachmentKind: Kind<VolumeAttachment> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttachment',
  resource: 'volumeattachments',
  singular: 'volumeattachment',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults,
  strategy: {
    prepareForCreate: (attachment) => withStatus(attachment, NO_STATUS),
    validateCreate: validate,
    prepareForUpdate: (attachment, old) => withStatus(attachment, old.status),
    validateUpdate,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: false,
  },
  subresources: {
    status: {
      prepareForUpdate: (attachment, old) => withSpec(attachment, old.spec),
      validateUpdate: (attachment, old) => validateMetaUpdate(attachment.metadata, old.metadata),
    },
  },
  printer: {
    columns: [
      NAME,
      { ...column('Attacher', 'The driver that attaches it.'), format: 'name' },
      column('PV', 'The volume.'),
      column('Node', 'The node.'),
      column('Attached', 'Whether it is attached.', 'boolean'),
      AGE,
    ],
    cells: (attachment, now) => [
      attachment.metadata.name,
      attachment.spec?.attacher ?? '',
      attachment.spec?.source?.persistentVolumeName ?? '',
      attachment.spec?.nodeName ?? '',
      attachment.status.attached,
      age(attachment, now),
    ],
  },
  relations: attachmentRelations,
  patchMeta: METADATA_PATCH_META,
};
