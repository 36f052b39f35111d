/**
 * Service: one stable address before many pods. Differs from Kubernetes: the cluster speaks IPv4 only, so a second family
 * is refused as a single-stack cluster refuses it.
 */
import type { Kind } from '../kind.ts';
import { SERVICE_PATCH_META } from '../patch-meta.ts';
import { withSpec, withStatus } from '../strategies.ts';
import { defaultService } from './defaults.ts';
import { servicePrinter } from './printer.ts';
import { serviceRelations } from './relations.ts';
import { allocateService, dropTypeDependentFields, keepAllocated, normalizeClusterIPs } from './strategy.ts';
import type { Service, ServiceStatus } from './types.ts';
import { validateService, validateServiceStatusUpdate, validateServiceUpdate } from './validation.ts';
import { serviceWarnings } from './warnings.ts';

const NO_STATUS: ServiceStatus = { loadBalancer: {} };

export const serviceKind: Kind<Service> = {
  group: '',
  version: 'v1',
  kind: 'Service',
  resource: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
  defaults: defaultService,
  strategy: {
    prepareForCreate: (service) => normalizeClusterIPs(withStatus(service, NO_STATUS), undefined),
    validateCreate: (service) => validateService(service),
    prepareForUpdate: (service, old) =>
      dropTypeDependentFields(keepAllocated(normalizeClusterIPs(withStatus(service, old.status), old), old), old),
    validateUpdate: validateServiceUpdate,
    warnings: serviceWarnings,
    allowCreateOnUpdate: true,
    allowUnconditionalUpdate: true,
    allocate: allocateService,
  },
  subresources: {
    status: {
      prepareForUpdate: (service, old) => withSpec(service, old.spec),
      validateUpdate: validateServiceStatusUpdate,
    },
    others: ['proxy'],
  },
  printer: servicePrinter,
  selectableFieldNames: ['spec.clusterIP', 'spec.type'],
  selectableFields: ({ spec }) => ({ 'spec.clusterIP': spec.clusterIP ?? '', 'spec.type': spec.type }),
  relations: serviceRelations,
  patchMeta: SERVICE_PATCH_META,
};
