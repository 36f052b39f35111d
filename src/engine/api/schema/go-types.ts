/**
 * Named string types of k8s.io/api, where Go's complaint about a wrong type names the type and not just `string`. By
 * struct and field.
 */
const NAMED: Readonly<Record<string, string>> = {
  'ObjectMeta.uid': 'types.UID',
  'OwnerReference.uid': 'types.UID',
  'ObjectReference.uid': 'types.UID',
  'PodSpec.restartPolicy': 'v1.RestartPolicy',
  'PodSpec.dnsPolicy': 'v1.DNSPolicy',
  'PodSpec.preemptionPolicy': 'v1.PreemptionPolicy',
  'PodStatus.phase': 'v1.PodPhase',
  'PodStatus.qosClass': 'v1.PodQOSClass',
  'PodCondition.type': 'v1.PodConditionType',
  'PodCondition.status': 'v1.ConditionStatus',
  'Container.imagePullPolicy': 'v1.PullPolicy',
  'Container.restartPolicy': 'v1.ContainerRestartPolicy',
  'Container.terminationMessagePolicy': 'v1.TerminationMessagePolicy',
  'ContainerPort.protocol': 'v1.Protocol',
  'ServicePort.protocol': 'v1.Protocol',
  'EndpointPort.protocol': 'v1.Protocol',
  'HTTPGetAction.scheme': 'v1.URIScheme',
  'ServiceSpec.type': 'v1.ServiceType',
  'ServiceSpec.sessionAffinity': 'v1.ServiceAffinity',
  'ServiceSpec.externalTrafficPolicy': 'v1.ServiceExternalTrafficPolicy',
  'ServiceSpec.internalTrafficPolicy': 'v1.ServiceInternalTrafficPolicy',
  'ServiceSpec.ipFamilyPolicy': 'v1.IPFamilyPolicy',
  'Toleration.operator': 'v1.TolerationOperator',
  'Toleration.effect': 'v1.TaintEffect',
  'Taint.effect': 'v1.TaintEffect',
  'DeploymentStrategy.type': 'v1.DeploymentStrategyType',
  'DaemonSetUpdateStrategy.type': 'v1.DaemonSetUpdateStrategyType',
  'LabelSelectorRequirement.operator': 'v1.LabelSelectorOperator',
  'NodeSelectorRequirement.operator': 'v1.NodeSelectorOperator',
  'TopologySpreadConstraint.whenUnsatisfiable': 'v1.UnsatisfiableConstraintAction',
  'EmptyDirVolumeSource.medium': 'v1.StorageMedium',
  'HostPathVolumeSource.type': 'v1.HostPathType',
  'VolumeMount.mountPropagation': 'v1.MountPropagationMode',
  'Secret.type': 'v1.SecretType',
  'NamespaceStatus.phase': 'v1.NamespacePhase',
  'PriorityClass.preemptionPolicy': 'v1.PreemptionPolicy',
  'discovery.EndpointSlice.addressType': 'v1.AddressType',
};

const PLAIN: Readonly<Record<string, string>> = { bytes: '[]uint8', quantity: 'resource.Quantity', time: 'v1.Time' };

/** `v1.PodSpec`, `[]v1.Container`, `map[string]string`, `int32`. */
export function goType(kind: string, struct: string, name: string): string {
  if (kind.startsWith('[]')) return `[]${goType(kind.slice(2), '', '')}`;
  if (kind.startsWith('{}')) {
    const item = kind.slice(2);
    return item === 'quantity' ? 'v1.ResourceList' : `map[string]${goType(item, '', '')}`;
  }
  if (kind === 'string') return NAMED[`${struct}.${name}`] ?? 'string';
  const plain = PLAIN[kind];
  if (plain !== undefined) return plain;
  return isStruct(kind) ? `v1.${bareName(kind)}` : kind;
}

export function isStruct(kind: string): boolean {
  const first = kind.charCodeAt(0);
  return (first >= 65 && first <= 90) || kind.includes('.');
}

/** `discovery.EndpointSlice` is an EndpointSlice in Go's mouth. */
export function bareName(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}
