/** Scale: how many, seen through one kind for all that can be scaled. */
import { field, nameIsDNSSubdomain, validateObjectMeta, type ErrorList } from '../../apimachinery/index.ts';
import { IS_NEGATIVE, METADATA, SPEC } from '../validate.ts';
import type { Subresources } from '../kind.ts';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { Scale } from './types.ts';

/** ValidateScale. pkg/apis/autoscaling/validation/validation.go */
export function validateScale(scale: Scale): ErrorList {
  const errors = validateObjectMeta(scale.metadata, true, nameIsDNSSubdomain, METADATA);
  if (scale.spec.replicas < 0) errors.push(field.invalid(SPEC.child('replicas'), scale.spec.replicas, IS_NEGATIVE));
  return errors;
}

/** What GET …/scale answers. */
export function scaleOf<T extends ApiObject>(object: T, subresource: NonNullable<Subresources<T>['scale']>): Scale {
  const { replicas, statusReplicas, selector } = subresource.get(object);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), uid, resourceVersion, creationTimestamp },
    spec: { replicas },
    status: { replicas: statusReplicas, selector },
  };
}
