import type { Body } from './index.ts';

/** What makes pods, and what counts them. */
export const workloads: readonly Body[] = [
  [
    'pod',
    'Pod',
    `apiVersion: v1
kind: Pod
metadata:
  name: \${1:web}
  labels:
    app: \${1:web}
spec:
  containers:
    - name: \${2:main}
      image: \${3:nginx:1.27}
      ports:
        - containerPort: \${4:80}
`,
  ],
  [
    'deployment',
    'Deployment',
    `apiVersion: apps/v1
kind: Deployment
metadata:
  name: \${1:web}
spec:
  replicas: \${4:3}
  selector:
    matchLabels:
      app: \${1:web}
  template:
    metadata:
      labels:
        app: \${1:web}
    spec:
      containers:
        - name: \${2:main}
          image: \${3:nginx:1.27}
`,
  ],
  [
    'replicaset',
    'ReplicaSet',
    `apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: \${1:web}
spec:
  replicas: \${4:3}
  selector:
    matchLabels:
      app: \${1:web}
  template:
    metadata:
      labels:
        app: \${1:web}
    spec:
      containers:
        - name: \${2:main}
          image: \${3:nginx:1.27}
`,
  ],
  [
    'replicationcontroller',
    'ReplicationController',
    `apiVersion: v1
kind: ReplicationController
metadata:
  name: \${1:web}
spec:
  replicas: \${4:3}
  selector:
    app: \${1:web}
  template:
    metadata:
      labels:
        app: \${1:web}
    spec:
      containers:
        - name: \${2:main}
          image: \${3:nginx:1.27}
`,
  ],
  [
    'daemonset',
    'DaemonSet',
    `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: \${1:web}
spec:
  selector:
    matchLabels:
      app: \${1:web}
  template:
    metadata:
      labels:
        app: \${1:web}
    spec:
      containers:
        - name: \${2:main}
          image: \${3:nginx:1.27}
`,
  ],
  [
    'statefulset',
    'StatefulSet',
    `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: \${1:web}
spec:
  serviceName: \${1:web}
  replicas: \${4:3}
  selector:
    matchLabels:
      app: \${1:web}
  template:
    metadata:
      labels:
        app: \${1:web}
    spec:
      containers:
        - name: \${2:main}
          image: \${3:nginx:1.27}
          volumeMounts:
            - name: data
              mountPath: \${5:/data}
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: \${6:1Gi}
`,
  ],
  [
    'job',
    'Job',
    `apiVersion: batch/v1
kind: Job
metadata:
  name: \${1:once}
spec:
  template:
    spec:
      restartPolicy: \${4|Never,OnFailure|}
      containers:
        - name: \${2:main}
          image: \${3:busybox:1.36}
          command: ['sh', '-c', '\${5:echo hello}']
`,
  ],
  [
    'cronjob',
    'CronJob',
    `apiVersion: batch/v1
kind: CronJob
metadata:
  name: \${1:often}
spec:
  schedule: '\${6:*/5 * * * *}'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: \${4|Never,OnFailure|}
          containers:
            - name: \${2:main}
              image: \${3:busybox:1.36}
              command: ['sh', '-c', '\${5:echo hello}']
`,
  ],
  [
    'horizontalpodautoscaler',
    'HorizontalPodAutoscaler',
    `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: \${1:web}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: \${1:web}
  minReplicas: \${2:1}
  maxReplicas: \${3:10}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: \${4:50}
`,
  ],
  [
    'poddisruptionbudget',
    'PodDisruptionBudget',
    `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: \${1:web}
spec:
  minAvailable: \${2:1}
  selector:
    matchLabels:
      app: \${1:web}
`,
  ],
];
