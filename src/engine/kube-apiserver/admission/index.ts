import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { namespaceLifecycle } from './namespace-lifecycle.ts';
import type { Plugin } from './plugin.ts';
import { podSecurity } from './pod-security/index.ts';
import { priority } from './priority.ts';
import { serviceAccount } from './service-account.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';

/** The plugins that are on by default, in upstream's order. pkg/kubeapiserver/options/plugins.go AllOrderedPlugins */
export const admissionPlugins: readonly Plugin[] = [
  namespaceLifecycle,
  serviceAccount,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
];
