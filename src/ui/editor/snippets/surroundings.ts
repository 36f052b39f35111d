import type { Body } from './index.ts';

/** What pods need around them: ways in, files, disks, rights and limits. */
export const surroundings: readonly Body[] = [
  [
    'service',
    'Service',
    `apiVersion: v1
kind: Service
metadata:
  name: \${1:web}
spec:
  type: \${2|ClusterIP,NodePort,LoadBalancer|}
  selector:
    app: \${1:web}
  ports:
    - port: \${3:80}
      targetPort: \${4:80}
`,
  ],
  [
    'headless-service',
    'Service',
    `apiVersion: v1
kind: Service
metadata:
  name: \${1:web}
spec:
  clusterIP: None
  selector:
    app: \${1:web}
  ports:
    - port: \${2:80}
`,
  ],
  [
    'ingress',
    'Ingress',
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: \${1:web}
spec:
  rules:
    - host: \${2:web.example.com}
      http:
        paths:
          - path: \${3:/}
            pathType: \${4|Prefix,Exact,ImplementationSpecific|}
            backend:
              service:
                name: \${1:web}
                port:
                  number: \${5:80}
`,
  ],
  [
    'configmap',
    'ConfigMap',
    `apiVersion: v1
kind: ConfigMap
metadata:
  name: \${1:settings}
data:
  \${2:key}: \${3:value}
`,
  ],
  [
    'secret',
    'Secret',
    `apiVersion: v1
kind: Secret
metadata:
  name: \${1:password}
stringData:
  \${2:password}: \${3:secret}
`,
  ],
  [
    'namespace',
    'Namespace',
    `apiVersion: v1
kind: Namespace
metadata:
  name: \${1:team}
`,
  ],
  [
    'persistentvolume',
    'PersistentVolume',
    `apiVersion: v1
kind: PersistentVolume
metadata:
  name: \${1:disk}
spec:
  capacity:
    storage: \${2:1Gi}
  accessModes: [ReadWriteOnce]
  hostPath:
    path: \${3:/mnt/data}
`,
  ],
  [
    'persistentvolumeclaim',
    'PersistentVolumeClaim',
    `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: \${1:data}
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: \${2:1Gi}
`,
  ],
  [
    'storageclass',
    'StorageClass',
    `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: \${1:fast}
provisioner: \${2:kubernetes.io/no-provisioner}
volumeBindingMode: \${3|WaitForFirstConsumer,Immediate|}
`,
  ],
  [
    'serviceaccount',
    'ServiceAccount',
    `apiVersion: v1
kind: ServiceAccount
metadata:
  name: \${1:robot}
`,
  ],
  [
    'role',
    'Role',
    `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: \${1:reader}
rules:
  - apiGroups: ['']
    resources: ['\${2:pods}']
    verbs: ['get', 'list', 'watch']
`,
  ],
  [
    'rolebinding',
    'RoleBinding',
    `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: \${1:reader}
subjects:
  - kind: \${2|ServiceAccount,User,Group|}
    name: \${3:robot}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: \${4|Role,ClusterRole|}
  name: \${1:reader}
`,
  ],
  [
    'clusterrole',
    'ClusterRole',
    `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: \${1:reader}
rules:
  - apiGroups: ['']
    resources: ['\${2:nodes}']
    verbs: ['get', 'list', 'watch']
`,
  ],
  [
    'clusterrolebinding',
    'ClusterRoleBinding',
    `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: \${1:reader}
subjects:
  - kind: ServiceAccount
    name: \${2:robot}
    namespace: \${3:default}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: \${1:reader}
`,
  ],
  [
    'networkpolicy',
    'NetworkPolicy',
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: \${1:only-web}
spec:
  podSelector:
    matchLabels:
      app: \${2:db}
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: \${3:web}
      ports:
        - port: \${4:6379}
`,
  ],
  [
    'resourcequota',
    'ResourceQuota',
    `apiVersion: v1
kind: ResourceQuota
metadata:
  name: \${1:quota}
spec:
  hard:
    pods: '\${2:10}'
    requests.cpu: '\${3:4}'
    requests.memory: \${4:4Gi}
`,
  ],
  [
    'limitrange',
    'LimitRange',
    `apiVersion: v1
kind: LimitRange
metadata:
  name: \${1:limits}
spec:
  limits:
    - type: Container
      default:
        cpu: \${2:500m}
        memory: \${3:256Mi}
      defaultRequest:
        cpu: \${4:100m}
        memory: \${5:128Mi}
`,
  ],
  [
    'priorityclass',
    'PriorityClass',
    `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: \${1:important}
value: \${2:1000}
`,
  ],
  [
    'customresourcedefinition',
    'CustomResourceDefinition',
    `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: \${1:crontabs}.\${2:stable.example.com}
spec:
  group: \${2:stable.example.com}
  scope: Namespaced
  names:
    plural: \${1:crontabs}
    kind: \${3:CronTab}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                \${4:size}:
                  type: \${5|string,integer,boolean|}
`,
  ],
  [
    'kustomization',
    'Kustomization',
    `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namePrefix: \${1:dev-}
resources:
  - \${2:../base}
`,
  ],
];
