import type { Command } from '../cobra/types.ts';
import { annotate } from './annotate.ts';
import { apiResources } from './api-resources.ts';
import { apiVersions } from './api-versions.ts';
import { apply } from './apply/index.ts';
import { attach } from './attach.ts';
import { auth } from './auth/index.ts';
import { autoscale } from './autoscale.ts';
import { certificate } from './certificate.ts';
import { clusterInfo } from './cluster-info/index.ts';
import { completion } from './completion.ts';
import { config } from './config/index.ts';
import { cp } from './cp/index.ts';
import { create } from './create/index.ts';
import { debug } from './debug/index.ts';
import { deleteCommand } from './delete/index.ts';
import { describe } from './describe.ts';
import { diff } from './diff/index.ts';
import { cordon, uncordon } from './drain/cordon.ts';
import { drain } from './drain/index.ts';
import { edit } from './edit/index.ts';
import { events } from './events/index.ts';
import { exec } from './exec/index.ts';
import { explain } from './explain.ts';
import { expose } from './expose/index.ts';
import { get } from './get/index.ts';
import { kustomize } from './kustomize.ts';
import { label } from './label/index.ts';
import { logs } from './logs/index.ts';
import { options } from './options.ts';
import { patch } from './patch.ts';
import { plugin } from './plugin.ts';
import { portForward } from './port-forward/index.ts';
import { proxy } from './proxy/index.ts';
import { replace } from './replace.ts';
import { rollout } from './rollout/index.ts';
import { run } from './run/index.ts';
import { scale } from './scale.ts';
import { set } from './set/index.ts';
import { taint } from './taint.ts';
import { top } from './top/index.ts';
import { version } from './version.ts';
import { wait } from './wait/index.ts';

/** Every command, sorted. One file each; add the file, then its line here. */
// prettier-ignore
export const verbs: readonly Command[] = [
  annotate,
  apiResources,
  apiVersions,
  apply,
  attach,
  auth,
  autoscale,
  certificate,
  clusterInfo,
  completion,
  config,
  cordon,
  cp,
  create,
  debug,
  deleteCommand,
  describe,
  diff,
  drain,
  edit,
  events,
  exec,
  explain,
  expose,
  get,
  kustomize,
  label,
  logs,
  options,
  patch,
  plugin,
  portForward,
  proxy,
  replace,
  rollout,
  run,
  scale,
  set,
  taint,
  top,
  uncordon,
  version,
  wait,
];
