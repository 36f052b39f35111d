/**
 * config: kubeconfig files, as client-go's clientcmd reads, merges and writes them. Where there is none, requests go where the
 * world's transport goes.
 *
 * It differs from clientcmd where a page does: there are no auth plugins (`exec`, `auth-provider`), and no locks on files.
 */
export { absolute, configPaths, loadConfig, mergeConfigs, readConfig } from './load.ts';
export {
  configFiles,
  defaultFile,
  mergedFiles,
  wireConfig,
  writeCurrentContext,
  writeEntry,
  type ConfigFile,
  type Stanza,
} from './modify.ts';
export { resolveConfig, type Resolved } from './resolve.ts';
export { EMPTY_CONFIG, type Config } from './types.ts';
