import type { IResourceClaimTemplateSpec } from 'kubernetes-models/resource.k8s.io/v1/ResourceClaimTemplateSpec';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { ResourceClaimSpec } from '../resourceclaim/types.ts';
import type { StoredWithout } from '../wire.ts';

export interface ResourceClaimTemplateSpec extends StoredWithout<IResourceClaimTemplateSpec, 'spec'> {
  readonly spec: ResourceClaimSpec;
}

export interface ResourceClaimTemplate extends ApiObject<ResourceClaimTemplateSpec> {
  readonly apiVersion: 'resource.k8s.io/v1';
  readonly kind: 'ResourceClaimTemplate';
  readonly spec: ResourceClaimTemplateSpec;
}
