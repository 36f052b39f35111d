import type { CommandGroup } from './cobra/index.ts';

/** How `kubectl --help` orders its commands (kubectl/pkg/cmd/cmd.go); also the order in which suggestions come. */
export const GROUPS: readonly CommandGroup[] = [
  { title: 'Basic Commands (Beginner):', names: ['create', 'expose', 'run', 'set'] },
  { title: 'Basic Commands (Intermediate):', names: ['explain', 'get', 'edit', 'delete'] },
  { title: 'Deploy Commands:', names: ['rollout', 'scale', 'autoscale'] },
  {
    title: 'Cluster Management Commands:',
    names: ['certificate', 'cluster-info', 'top', 'cordon', 'uncordon', 'drain', 'taint'],
  },
  {
    title: 'Troubleshooting and Debugging Commands:',
    names: ['describe', 'logs', 'attach', 'exec', 'port-forward', 'proxy', 'cp', 'auth', 'debug', 'events'],
  },
  { title: 'Advanced Commands:', names: ['diff', 'apply', 'patch', 'replace', 'wait', 'kustomize'] },
  { title: 'Settings Commands:', names: ['label', 'annotate', 'completion'] },
];

/** What comes behind the groups. */
export const OTHERS: readonly string[] = ['config', 'plugin', 'version', 'api-versions', 'api-resources', 'options'];
