import {
  type ApiObject,
  type ErrorList,
  field,
  isObject,
  type Json,
  newInternalError,
  newPath,
  setOwn,
} from '../../apimachinery/index.ts';
import type { CustomResourceSubresourceScale } from '../customresourcedefinition/types.ts';
import type { Subresources } from '../kind.ts';

/** Paths of a scale are fields alone. apiextensions-apiserver/pkg/registry/customresource/etcd.go ScaleREST */
const stepsOf = (path: string): string[] => path.replace(/^\./, '').split('.');

export function scaleOf(scale: CustomResourceSubresourceScale): NonNullable<Subresources<ApiObject>['scale']> {
  const spec = stepsOf(scale.specReplicasPath);
  const status = stepsOf(scale.statusReplicasPath);
  const selector = scale.labelSelectorPath === undefined ? undefined : stepsOf(scale.labelSelectorPath);
  return {
    get: (object) => {
      const replicas = at(object, spec);
      if (typeof replicas !== 'number') {
        throw newInternalError(`the spec replicas field "${scale.specReplicasPath}" does not exist`);
      }
      const labels = selector && at(object, selector);
      const statusReplicas = at(object, status);
      return {
        replicas,
        statusReplicas: typeof statusReplicas === 'number' ? statusReplicas : 0,
        selector: typeof labels === 'string' ? labels : '',
      };
    },
    set: (object, replicas) => put(object as unknown as Json, spec, replicas) as unknown as ApiObject,
  };
}

function at(object: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return object;
  return isObject(object) && Object.hasOwn(object, step) ? at(object[step], rest) : undefined;
}

function put(object: Json, [step = '', ...rest]: readonly string[], value: unknown): Json {
  const next: Record<string, unknown> = { ...object };
  const below = Object.hasOwn(object, step) ? object[step] : undefined;
  setOwn(next, step, rest.length === 0 ? value : put(isObject(below) ? below : {}, rest, value));
  return next;
}

const MAX_INT32 = 2147483647;

/** ValidateScaleSpec and ValidateScaleStatus. apiextensions-apiserver/pkg/registry/customresource/validator.go */
export function validateScale(
  object: ApiObject,
  scale: CustomResourceSubresourceScale | undefined,
  part: 'spec' | 'status',
): ErrorList {
  if (scale === undefined) return [];
  const path = part === 'spec' ? scale.specReplicasPath : scale.statusReplicasPath;
  const replicas = at(object, stepsOf(path));
  const place = newPath(path);
  if (replicas === undefined) return [];
  if (typeof replicas !== 'number') return [field.invalid(place, replicas, 'should be an integer')];
  if (replicas < 0) return [field.invalid(place, replicas, 'should be a non-negative integer')];
  if (replicas > MAX_INT32) {
    return [field.invalid(place, replicas, `should be less than or equal to ${MAX_INT32}`)];
  }
  return [];
}
