import type { Service } from './types.ts';

const HINTS = 'service.kubernetes.io/topology-aware-hints';

/** GetWarningsForService. pkg/api/service/warnings.go */
export function serviceWarnings(service: Service): readonly string[] {
  const { spec } = service;
  const warnings: string[] = [];
  if (service.metadata.annotations?.[HINTS] !== undefined) {
    warnings.push(`annotation ${HINTS} is deprecated, please use service.kubernetes.io/topology-mode instead`);
  }
  const hasExternalIPs = (spec.externalIPs?.length ?? 0) > 0;
  const isHeadless = spec.type === 'ClusterIP' && spec.clusterIP === 'None';
  if (isHeadless) {
    if ((spec.loadBalancerIP ?? '') !== '') warnings.push('spec.loadBalancerIP is ignored for headless services');
    if (hasExternalIPs) warnings.push('spec.externalIPs is ignored for headless services');
    if (spec.sessionAffinity !== 'None') warnings.push('spec.SessionAffinity is ignored for headless services');
  }
  if (hasExternalIPs && !isHeadless && spec.type !== 'ExternalName') {
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (spec.type === 'ExternalName') {
    if (hasExternalIPs) warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  } else if ((spec.externalName ?? '') !== '') {
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  if (spec.trafficDistribution === 'PreferClose') {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return warnings;
}
