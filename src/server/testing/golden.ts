/** One line of a script and everything that was printed. */
export interface Step {
  readonly command: string;
  readonly answer: string;
}

/** Differences of wording between versions that say nothing about behaviour, and what chance decides: which node. */
export function canonical(text: string): string {
  return text
    .replace(/Scaled (up|down) replica set (\S+) (?:from \d+ )?to (\d+)/g, 'Scaled $1 replica set $2 to $3')
    .replace(/didn't match Pod's node affinity(\/selector)?/g, "didn't match Pod's node affinity")
    .replace(/ preemption: [^"\n]*/g, '')
    .replace(/v1\.\d+\.\d+[^\s]*/g, '<version>')
    .replace(/kube-api-access-\w{5}/g, 'kube-api-access-<rand>')
    .replace(/worker-\d/g, '<node>')
    .replace(/[ \t]+/g, ' ')
    .replace(/ +$/gm, '')
    .trim();
}

export function stepsOf(text: string): Step[] {
  return text
    .split(/^(?=[$?] )/m)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const end = part.indexOf('\n');
      return end < 0
        ? { command: part, answer: '' }
        : { command: part.slice(0, end), answer: part.slice(end + 1).trim() };
    });
}

/** What v1.36 answers in another way than v1.20 did: in which command, what stood there, what stands there now, and why. */
type Judged = readonly [command: RegExp, before: RegExp | string, after: string, why: string];

const TOKEN_MOUNT = ' /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access-<rand> (ro)';
const TOKEN_VOLUME = `Volumes:
 kube-api-access-<rand>:
 Type: Projected (a volume that contains injected data from multiple sources)
 TokenExpirationSeconds: 3607
 ConfigMapName: kube-root-ca.crt
 ConfigMapOptional: <nil>
 DownwardAPI: true`;

const JUDGED: readonly Judged[] = [
  [/describe pod/, /^Priority: 0$/m, 'Priority: 0\nService Account: default', 'pods have a service account here'],
  [/describe pod/, ' Mounts: <none>', ` Mounts:\n${TOKEN_MOUNT}`, 'whose token is mounted'],
  [/describe pod/, 'Volumes: <none>', TOKEN_VOLUME, 'from a projected volume'],
  [
    /describe pod/,
    /( Warning FailedScheduling .*)\n\1/,
    '$1',
    'a pod that cannot be scheduled is tried again after an event, not every minute',
  ],
  [
    /reason=FailedScheduling/,
    /(3 node\(s\) didn't match pod affinity rules), 3 node\(s\) didn't match pod affinity\/anti-affinity/,
    '$1',
    'a node is told one reason since v1.22',
  ],
  [/reason=FailedScheduling/, '3 persistentvolumeclaim', 'persistentvolumeclaim', 'asked once, not for each node'],
  [
    /describe svc/,
    'Type: ClusterIP\nIP Families: <none>',
    'Type: ClusterIP\nIP Family Policy: SingleStack\nIP Families: IPv4',
    'dual stack since v1.21',
  ],
  [/describe svc/, 'Endpoints: <none>', 'Endpoints: <ip>:80,<ip>:80,<ip>:80', 'kubectl reads discovery.k8s.io/v1'],
  [
    /describe svc/,
    'Session Affinity: None',
    'Session Affinity: None\nInternal Traffic Policy: Cluster',
    'ServiceInternalTrafficPolicy since v1.26',
  ],
  [
    /get endpointslices/,
    '{"ready":true}',
    '{"ready":true,"serving":true,"terminating":false}',
    'EndpointSliceTerminatingCondition since v1.26',
  ],
  [
    /get pod cpu -o jsonpath/,
    '"reason":"Unschedulable"',
    '"observedGeneration":1,"reason":"Unschedulable"',
    'PodObservedGenerationTracking since v1.34',
  ],
  [/get deploy web -o yaml/, ' creationTimestamp: null\n', '', 'a zero creationTimestamp is left out since v1.34'],
  [
    /get deploy web -o yaml/,
    ' replicas: 3\n updatedReplicas',
    ' replicas: 3\n terminatingReplicas: 0\n updatedReplicas',
    'DeploymentReplicaSetTerminatingReplicas since v1.35',
  ],
  [/get hpa|get all/, 'Deployment/web <age>/50%', 'Deployment/web cpu: <age>/50%', 'metrics are named since v1.31'],
  [
    /explain/,
    /FIELD: restartPolicy <string>\n+DESCRIPTION:\n[^]*(?=\n\[0\])/,
    `FIELD: restartPolicy <string>
ENUM:
 Always
 Never
 OnFailure

DESCRIPTION:
 Restart policy for all containers within the pod. One of Always, OnFailure,
 Never. In some contexts, only a subset of those values may be permitted.
 Default to Always. More info:
 https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy

 Possible enum values:
 - \`"Always"\`
 - \`"Never"\`
 - \`"OnFailure"\``,
    'enums since v1.24, words of v1.36',
  ],
  [/kubectl version/, 'server (1.20)', 'server (1.36)', 'another server'],
  [
    /patch deploy web/,
    'map[string]string{"app":"web"}',
    '{"app":"web"}',
    'values that are objects are shown as JSON since v1.33',
  ],
  [
    /patch deploy web/,
    'v1.LabelSelector{MatchLabels:map[string]string{"app":"x"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}',
    '{"matchLabels":{"app":"x"}}',
    'values that are objects are shown as JSON since v1.33',
  ],
];

/** Steps about what a version serves are checked against v1.36's own lists elsewhere. */
const OTHER_VERSIONS = /api-resources|api-versions|describe node/;

/** How an answer of v1.20 reads in v1.36; undefined when the step is about something else. */
export function asOfThisVersion({ command, answer }: Step): string | undefined {
  if (OTHER_VERSIONS.test(command)) return undefined;
  let text = answer;
  for (const [where, before, after] of JUDGED) if (where.test(command)) text = text.replace(before, after);
  return withoutChance({ command, answer: text });
}

const ENDPOINTS_WARNING = 'Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

/** What this run may answer in another way than that one did: where it runs, who was faster, which text is beside the point. */
export function withoutChance({ command, answer }: Step): string {
  let text = answer
    .replaceAll(ENDPOINTS_WARNING, '')
    .replace(/https?:\/\/127\.0\.0\.1:\d+/g, '<server>')
    .replace(/\S+-\d+ Terminating <age>\n/g, '')
    .replace(/^Waiting for deployment .*\n/gm, '')
    .replace(/ \(x\d+ over <age>\)/g, '');
  // Kubelets run containers here, say so, and take the grace period to end them; those there only report.
  if (/get events --sort-by/.test(command)) {
    text = text.replace(/^ ?\d+ (Created|Started|Pulled|Pulling|Killing) .*\n/gm, '');
  }
  if (/describe rc/.test(command)) text = text.replace(/Pods Status: \d Running/, 'Pods Status: <n> Running');
  // Which fields may change, and the difference, are told at more length, and as JSON, since v1.34.
  if (/patch pod p/.test(command)) text = text.replace(/(?<=may not change fields other than )[^]*(?=\[\d\]$)/, '');
  return sortedEvents(text).trim();
}

/** The order of events of one second, and which of them are told as one, is chance. */
function sortedEvents(text: string): string {
  return text.replace(/^(?: (?:Normal|Warning) .*\n?)+/gm, (lines) => {
    const told = lines.replaceAll('(combined from similar events): ', '').trimEnd().split('\n');
    return `${[...new Set(told)].sort().join('\n')}\n`;
  });
}
