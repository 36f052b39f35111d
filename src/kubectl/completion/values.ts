import type { Flag } from '../cobra/types.ts';

const OUTPUTS = ['json', 'yaml', 'name', 'wide', 'jsonpath=', 'custom-columns=', 'go-template='];
const VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ['output', OUTPUTS],
  ['dry-run', ['client', 'server', 'none']],
  ['cascade', ['background', 'orphan', 'foreground']],
  ['restart', ['Always', 'OnFailure', 'Never']],
  ['sort-by', ['.metadata.name', '.metadata.creationTimestamp', '.status.startTime', '.spec.nodeName']],
  ['for', ['delete', 'create', 'condition=Ready', 'condition=Available', 'condition=Complete', 'jsonpath=']],
  ['field-selector', ['metadata.name=', 'metadata.namespace=', 'spec.nodeName=', 'status.phase=']],
  ['type', ['strategic', 'merge', 'json', 'ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']],
  ['image-pull-policy', ['Always', 'IfNotPresent', 'Never']],
  ['validate', ['strict', 'warn', 'ignore']],
  ['protocol', ['TCP', 'UDP', 'SCTP']],
  ['profile', ['general', 'baseline', 'restricted', 'netadmin', 'sysadmin']],
]);
/** Their values are files of this machine. */
const FILES = new Set([
  'filename',
  'kustomize',
  'from-file',
  'from-env-file',
  'kubeconfig',
  'patch-file',
  'cert',
  'key',
  'certificate-authority',
  'client-certificate',
  'client-key',
]);

/** Words that a flag's value may be; `files`: any of the machine's. */
export function valuesOf(flag: Flag): readonly string[] | 'files' {
  if (flag.choices) return flag.choices;
  if (FILES.has(flag.name)) return 'files';
  return VALUES.get(flag.name) ?? (flag.type === 'bool' ? ['true', 'false'] : []);
}
