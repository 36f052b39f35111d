/**
 * Go's structs of the kinds that kubectl decodes into types of its own, in the order of their fields (k8s.io/api). A field is
 * `name`, then how it is written:
 *
 *     name            left out when it is not there
 *     name:Struct     a pointer to another struct, left out when it is not there
 *     name!Struct     a struct, which Go always writes, were it empty
 *     name[Struct     a list of structs
 *     name{Struct     a map to structs; `name{` a map to plain values; maps are written sorted
 *     name=json       always written, with this value when it is not there
 */
export const STRUCTS: Readonly<Record<string, string>> = {
  Deployment: 'metadata!ObjectMeta spec!DeploymentSpec status!WorkloadStatus',
  DeploymentSpec:
    'replicas selector:LabelSelector=null template!PodTemplateSpec strategy!DeploymentStrategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds',
  DeploymentStrategy: 'type rollingUpdate:RollingUpdate',
  RollingUpdate: 'partition maxUnavailable maxSurge',
  WorkloadStatus:
    'observedGeneration replicas updatedReplicas readyReplicas availableReplicas unavailableReplicas terminatingReplicas conditions[Condition collisionCount',
  Condition:
    'type status observedGeneration lastProbeTime lastUpdateTime lastHeartbeatTime lastTransitionTime reason message',
  ReplicaSet: 'metadata!ObjectMeta spec!ReplicaSetSpec status!ReplicaSetStatus',
  ReplicaSetSpec: 'replicas minReadySeconds selector:LabelSelector=null template!PodTemplateSpec',
  ReplicaSetStatus:
    'replicas=0 fullyLabeledReplicas readyReplicas availableReplicas terminatingReplicas observedGeneration conditions[Condition',
  ReplicationController: 'metadata!ObjectMeta spec!ReplicationControllerSpec status!ReplicaSetStatus',
  ReplicationControllerSpec: 'replicas minReadySeconds selector{ template:PodTemplateSpec',
  StatefulSet: 'metadata!ObjectMeta spec!StatefulSetSpec status!StatefulSetStatus',
  StatefulSetSpec:
    'replicas selector:LabelSelector=null template!PodTemplateSpec volumeClaimTemplates[PersistentVolumeClaim serviceName="" podManagementPolicy updateStrategy!DeploymentStrategy revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy ordinals',
  StatefulSetStatus:
    'observedGeneration replicas=0 readyReplicas currentReplicas updatedReplicas currentRevision updateRevision collisionCount conditions[Condition availableReplicas=0',
  PersistentVolumeClaim: 'metadata!ObjectMeta spec!PersistentVolumeClaimSpec status!PersistentVolumeClaimStatus',
  PersistentVolumeClaimSpec:
    'accessModes selector:LabelSelector resources!ResourceRequirements volumeName storageClassName volumeMode dataSource dataSourceRef volumeAttributesClassName',
  PersistentVolumeClaimStatus: 'phase accessModes capacity{ conditions[Condition',
  DaemonSet: 'metadata!ObjectMeta spec!DaemonSetSpec status!DaemonSetStatus',
  DaemonSetSpec:
    'selector:LabelSelector=null template!PodTemplateSpec updateStrategy!DeploymentStrategy minReadySeconds revisionHistoryLimit',
  DaemonSetStatus:
    'currentNumberScheduled=0 numberMisscheduled=0 desiredNumberScheduled=0 numberReady=0 observedGeneration updatedNumberScheduled numberAvailable numberUnavailable collisionCount conditions[Condition',
  Job: 'metadata!ObjectMeta spec!JobSpec status!JobStatus',
  JobSpec:
    'parallelism completions activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit backoffLimitPerIndex maxFailedIndexes selector:LabelSelector manualSelector template!PodTemplateSpec ttlSecondsAfterFinished completionMode suspend podReplacementPolicy managedBy',
  JobStatus:
    'conditions[Condition startTime completionTime active succeeded failed terminating completedIndexes failedIndexes uncountedTerminatedPods ready',
  CronJob: 'metadata!ObjectMeta spec!CronJobSpec status!CronJobStatus',
  CronJobSpec:
    'schedule="" timeZone startingDeadlineSeconds concurrencyPolicy suspend jobTemplate!JobTemplateSpec successfulJobsHistoryLimit failedJobsHistoryLimit',
  CronJobStatus: 'active lastScheduleTime lastSuccessfulTime',
  JobTemplateSpec: 'metadata!ObjectMeta spec!JobSpec',
  Event:
    'metadata!ObjectMeta involvedObject!InvolvedObject reason message source!EventSource firstTimestamp=null lastTimestamp=null count type eventTime=null series:EventSeries action related:InvolvedObject reportingComponent="" reportingInstance=""',
  InvolvedObject: 'kind namespace name uid apiVersion resourceVersion fieldPath',
  EventSource: 'component host',
  EventSeries: 'count lastObservedTime',
  Pod: 'metadata!ObjectMeta spec!PodSpec status!PodStatus',
  PodStatus:
    'observedGeneration phase conditions[Condition message reason nominatedNodeName hostIP hostIPs podIP podIPs startTime initContainerStatuses[ContainerStatus containerStatuses[ContainerStatus qosClass ephemeralContainerStatuses[ContainerStatus resize resourceClaimStatuses',
  ContainerStatus:
    'name="" state!ContainerState lastState!ContainerState ready=false restartCount=0 image="" imageID="" containerID started allocatedResources{ resources:ResourceRequirements volumeMounts[VolumeMountStatus user allocatedResourcesStatus',
  ContainerState: 'waiting:StateReason running terminated:StateReason',
  StateReason: 'exitCode signal reason message startedAt finishedAt containerID',
  VolumeMountStatus: 'name mountPath readOnly recursiveReadOnly',
  PodTemplateSpec: 'metadata!ObjectMeta spec!PodSpec',
  ObjectMeta:
    'name generateName namespace selfLink uid resourceVersion generation creationTimestamp=null deletionTimestamp deletionGracePeriodSeconds labels{ annotations{ ownerReferences[OwnerReference finalizers managedFields',
  OwnerReference: 'apiVersion kind name uid controller blockOwnerDeletion',
  LabelSelector: 'matchLabels{ matchExpressions[LabelSelectorRequirement',
  LabelSelectorRequirement: 'key operator values',
  PodSpec:
    'volumes[Volume initContainers[Container containers=null[Container ephemeralContainers[EphemeralContainer restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector{ serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace securityContext:PodSecurityContext imagePullSecrets hostname subdomain affinity:Affinity schedulerName tolerations[Toleration hostAliases[HostAlias priorityClassName priority dnsConfig:PodDNSConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead{ topologySpreadConstraints[TopologySpreadConstraint setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources:ResourceRequirements',
  Container:
    'name="" image command args workingDir ports[ContainerPort envFrom[EnvFromSource env[EnvVar resources!ResourceRequirements resizePolicy[ContainerResizePolicy restartPolicy volumeMounts[VolumeMount volumeDevices livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:Lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext:SecurityContext stdin stdinOnce tty',
  EphemeralContainer:
    'name="" image command args workingDir ports[ContainerPort envFrom[EnvFromSource env[EnvVar resources!ResourceRequirements resizePolicy[ContainerResizePolicy restartPolicy volumeMounts[VolumeMount volumeDevices livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:Lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext:SecurityContext stdin stdinOnce tty targetContainerName',
  ContainerPort: 'name hostPort containerPort=0 protocol hostIP',
  ContainerResizePolicy: 'resourceName restartPolicy',
  EnvFromSource: 'prefix configMapRef:KeySelector secretRef:KeySelector',
  EnvVar: 'name="" value valueFrom:EnvVarSource',
  EnvVarSource:
    'fieldRef:ObjectFieldSelector resourceFieldRef:ResourceFieldSelector configMapKeyRef:KeySelector secretKeyRef:KeySelector',
  ObjectFieldSelector: 'apiVersion fieldPath=""',
  ResourceFieldSelector: 'containerName resource="" divisor="0"',
  KeySelector: 'name key optional',
  ResourceRequirements: 'limits{ requests{ claims',
  VolumeMount: 'name="" readOnly recursiveReadOnly mountPath="" subPath mountPropagation subPathExpr',
  Probe:
    'exec httpGet:HTTPGetAction tcpSocket:TCPSocketAction grpc initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds',
  HTTPGetAction: 'path port=0 host scheme httpHeaders[HTTPHeader',
  HTTPHeader: 'name value',
  TCPSocketAction: 'port=0 host',
  Lifecycle: 'postStart:LifecycleHandler preStop:LifecycleHandler stopSignal',
  LifecycleHandler: 'exec httpGet:HTTPGetAction tcpSocket:TCPSocketAction sleep',
  SecurityContext:
    'capabilities:Capabilities privileged seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot readOnlyRootFilesystem allowPrivilegeEscalation procMount seccompProfile:SeccompProfile appArmorProfile:SeccompProfile',
  Capabilities: 'add drop',
  SeccompProfile: 'type localhostProfile',
  PodSecurityContext:
    'seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot supplementalGroups supplementalGroupsPolicy fsGroup sysctls fsGroupChangePolicy seccompProfile:SeccompProfile appArmorProfile:SeccompProfile seLinuxChangePolicy',
  Affinity: 'nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAffinity',
  NodeAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution:NodeSelector preferredDuringSchedulingIgnoredDuringExecution[PreferredSchedulingTerm',
  NodeSelector: 'nodeSelectorTerms=null[NodeSelectorTerm',
  NodeSelectorTerm: 'matchExpressions[LabelSelectorRequirement matchFields[LabelSelectorRequirement',
  PreferredSchedulingTerm: 'weight=0 preference!NodeSelectorTerm',
  PodAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution[PodAffinityTerm preferredDuringSchedulingIgnoredDuringExecution[WeightedPodAffinityTerm',
  WeightedPodAffinityTerm: 'weight=0 podAffinityTerm!PodAffinityTerm',
  PodAffinityTerm:
    'labelSelector:LabelSelector namespaces topologyKey="" namespaceSelector:LabelSelector matchLabelKeys mismatchLabelKeys',
  Toleration: 'key operator value effect tolerationSeconds',
  HostAlias: 'ip hostnames',
  PodDNSConfig: 'nameservers searches options',
  TopologySpreadConstraint:
    'maxSkew=0 topologyKey="" whenUnsatisfiable="" labelSelector:LabelSelector minDomains nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys',
  Volume:
    'name="" hostPath:HostPath emptyDir:EmptyDir secret:SecretVolume nfs:NFS persistentVolumeClaim:ClaimVolume downwardAPI:DownwardAPI configMap:ConfigMapVolume projected:Projected csi ephemeral:EphemeralVolume image',
  HostPath: 'path="" type',
  EmptyDir: 'medium sizeLimit',
  NFS: 'server path readOnly',
  ClaimVolume: 'claimName="" readOnly',
  SecretVolume: 'secretName items[KeyToPath defaultMode optional',
  ConfigMapVolume: 'name items[KeyToPath defaultMode optional',
  KeyToPath: 'key path mode',
  DownwardAPI: 'items[DownwardAPIFile defaultMode',
  DownwardAPIFile: 'path="" fieldRef:ObjectFieldSelector resourceFieldRef:ResourceFieldSelector mode',
  Projected: 'sources=null[Projection defaultMode',
  Projection:
    'secret:ConfigMapVolume downwardAPI:DownwardAPI configMap:ConfigMapVolume serviceAccountToken:TokenProjection clusterTrustBundle',
  TokenProjection: 'audience expirationSeconds path=""',
  EphemeralVolume: 'volumeClaimTemplate:ClaimTemplate',
  ClaimTemplate: 'metadata!ObjectMeta spec!PersistentVolumeClaimSpec',
  Service: 'metadata!ObjectMeta spec!ServiceSpec status!ServiceStatus',
  ServiceSpec:
    'ports[ServicePort selector{ clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution',
  ServicePort: 'name protocol appProtocol port=0 targetPort=0 nodePort',
  ServiceStatus: 'loadBalancer!LoadBalancerStatus conditions[Condition',
  LoadBalancerStatus: 'ingress',
  ConfigMap: 'metadata!ObjectMeta immutable data{ binaryData{',
  Secret: 'metadata!ObjectMeta immutable data{ stringData{ type',
  Namespace: 'metadata!ObjectMeta spec!NamespaceSpec status!NamespaceStatus',
  NamespaceSpec: 'finalizers',
  NamespaceStatus: 'phase conditions[Condition',
  ServiceAccount: 'metadata!ObjectMeta secrets imagePullSecrets automountServiceAccountToken',
  Role: 'metadata!ObjectMeta rules=null[PolicyRule',
  ClusterRole: 'metadata!ObjectMeta rules=null[PolicyRule aggregationRule:AggregationRule',
  PolicyRule: 'verbs=null apiGroups resources resourceNames nonResourceURLs',
  AggregationRule: 'clusterRoleSelectors[LabelSelector',
  RoleBinding: 'metadata!ObjectMeta subjects[Subject roleRef!RoleRef',
  ClusterRoleBinding: 'metadata!ObjectMeta subjects[Subject roleRef!RoleRef',
  Subject: 'kind="" apiGroup name="" namespace',
  RoleRef: 'apiGroup="" kind="" name=""',
  PodDisruptionBudget: 'metadata!ObjectMeta spec!PodDisruptionBudgetSpec status!PodDisruptionBudgetStatus',
  PodDisruptionBudgetSpec: 'minAvailable selector:LabelSelector maxUnavailable unhealthyPodEvictionPolicy',
  PodDisruptionBudgetStatus:
    'observedGeneration disruptedPods{ disruptionsAllowed=0 currentHealthy=0 desiredHealthy=0 expectedPods=0 conditions[Condition',
  PriorityClass: 'metadata!ObjectMeta value=0 globalDefault description preemptionPolicy',
  ResourceQuota: 'metadata!ObjectMeta spec!ResourceQuotaSpec status!ResourceQuotaStatus',
  ResourceQuotaSpec: 'hard{ scopes scopeSelector',
  ResourceQuotaStatus: 'hard{ used{',
  Ingress: 'metadata!ObjectMeta spec!IngressSpec status!IngressStatus',
  IngressSpec: 'ingressClassName defaultBackend:IngressBackend tls[IngressTLS rules[IngressRule',
  IngressBackend: 'service:IngressServiceBackend resource',
  IngressServiceBackend: 'name="" port!ServiceBackendPort',
  ServiceBackendPort: 'name number',
  IngressTLS: 'hosts secretName',
  IngressRule: 'host http:HTTPIngressRuleValue',
  HTTPIngressRuleValue: 'paths=null[HTTPIngressPath',
  HTTPIngressPath: 'path pathType=null backend!IngressBackend',
  IngressStatus: 'loadBalancer!LoadBalancerStatus',
  HorizontalPodAutoscaler: 'metadata!ObjectMeta spec!HorizontalPodAutoscalerSpec status!HorizontalPodAutoscalerStatus',
  HorizontalPodAutoscalerSpec:
    'scaleTargetRef!CrossVersionObjectReference minReplicas maxReplicas=0 metrics[MetricSpec behavior',
  HorizontalPodAutoscalerStatus:
    'observedGeneration lastScaleTime currentReplicas desiredReplicas=0 currentMetrics=null conditions[Condition',
  Node: 'metadata!ObjectMeta spec!NodeSpec status!NodeStatus',
  NodeSpec: 'podCIDR podCIDRs providerID unschedulable taints[Taint configSource externalID',
  Taint: 'key="" value effect="" timeAdded',
  NodeStatus:
    'capacity{ allocatable{ phase conditions[Condition addresses daemonEndpoints!NodeDaemonEndpoints nodeInfo!NodeSystemInfo images volumesInUse volumesAttached config runtimeHandlers features declaredFeatures',
  NodeDaemonEndpoints: 'kubeletEndpoint',
  NodeSystemInfo:
    'machineID="" systemUUID="" bootID="" kernelVersion="" osImage="" containerRuntimeVersion="" kubeletVersion="" kubeProxyVersion="" operatingSystem="" architecture="" swap',
  CrossVersionObjectReference: 'kind="" name="" apiVersion',
  MetricSpec: 'type="" object pods resource:ResourceMetricSource containerResource external',
  ResourceMetricSource: 'name="" target!MetricTarget',
  MetricTarget: 'type="" value averageValue averageUtilization',
};
