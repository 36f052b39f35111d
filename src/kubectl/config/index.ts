/**
 * config: kubeconfig files, as client-go's clientcmd reads and merges them. Where there is none, requests go where the world's
 * transport goes.
 *
 * It differs from clientcmd where a page does: there are no auth plugins (`exec`, `auth-provider`).
 */
export { absolute, configPaths, loadConfig, mergeConfigs, readConfig } from './load.ts';
export { resolveConfig, type Resolved } from './resolve.ts';
export { EMPTY_CONFIG, type Config } from './types.ts';
