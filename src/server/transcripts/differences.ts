import type { TranscriptStep } from '../testing/transcript.ts';

/** What an older kubectl prints otherwise: up to which minor version, after which command, what stands there instead of what. */
type Difference = readonly [until: number, command: RegExp, printed: RegExp | string, before: string];

const ENDPOINTS = 'Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';
const NO_WHOAMI = `error: the selfsubjectreviews API is not enabled in the cluster
enable APISelfSubjectReview feature gate and authentication.k8s.io/v1alpha1 or authentication.k8s.io/v1beta1 API
[1]`;
const NO_EVENTS = 'Events: <none>';

const DIFFERENCES: readonly Difference[] = [
  [27, /explain pod.spec.restartPolicy/, /ENUM:\n( {4}\w+\n)+/, ''],
  [27, /explain pdb.spec/, '\n  enum: AlwaysAllow, IfHealthyBudget', ''],
  [27, /auth whoami/, /^[^]*$/, NO_WHOAMI],
  [27, /describe service/, '\nInternal Traffic Policy: Cluster', ''],
  [27, /describe (service (kubernetes|front)|ingress)/, /^/, `${ENDPOINTS}\n`],
  [27, /annotate .*(owner|cause)/, 'annotated', 'annotate'],
  [27, /describe|rollout history/, /\n *Node-Selectors:\s<none>\n *Tolerations:\s<none>/, ''],
  [27, /describe cronjob/, /Events:\n[^]*$/, NO_EVENTS],
  [27, /--for=create/, 'error: timed out waiting for the condition', 'error: unrecognized condition: "create"'],
  [27, /drain/, 'due to error: ', 'due to error:'],
  [27, /drain/, /cannot delete cannot delete Pods that declare/g, 'cannot delete Pods declare'],
  [27, /wait csr/, /^[^]*$/, "error: jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3\n[1]"],
];

/** What a transcript of the default kubectl reads when `name`, such as `kubectl.1.27`, has printed it. */
export function asPrintedBy(name: string, steps: readonly TranscriptStep[]): TranscriptStep[] {
  const minor = Number(/\.1\.(\d+)$/.exec(name)?.[1] ?? Infinity);
  return steps.map(({ command, answer }) => {
    let text = answer;
    for (const [until, where, printed, before] of DIFFERENCES) {
      if (minor <= until && where.test(command)) text = text.replace(printed, before);
    }
    return { command, answer: text };
  });
}
