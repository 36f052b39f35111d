import type { Command } from '../cobra/types.ts';
import { apiResources } from './api-resources.ts';
import { apiVersions } from './api-versions.ts';
import { apply } from './apply/index.ts';
import { auth } from './auth/index.ts';
import { certificate } from './certificate.ts';
import { clusterInfo } from './cluster-info/index.ts';
import { completion } from './completion.ts';
import { config } from './config/index.ts';
import { create } from './create/index.ts';
import { deleteCommand } from './delete/index.ts';
import { describe } from './describe.ts';
import { get } from './get/index.ts';
import { explain } from './explain.ts';
import { diff } from './diff/index.ts';
import { edit } from './edit/index.ts';
import { kustomize } from './kustomize.ts';
import { options } from './options.ts';
import { patch } from './patch.ts';
import { replace } from './replace.ts';
import { plugin } from './plugin.ts';
import { rollout } from './rollout/index.ts';
import { version } from './version.ts';
import { autoscale } from './autoscale.ts';
import { cordon, uncordon } from './drain/cordon.ts';
import { drain } from './drain/index.ts';
import { scale } from './scale.ts';
import { taint } from './taint.ts';
import { annotate } from './annotate.ts';
import { expose } from './expose/index.ts';
import { label } from './label/index.ts';
import { set } from './set/index.ts';
import { logs } from './logs/index.ts';
import { exec } from './exec/index.ts';
import { attach } from './attach.ts';
import { run } from './run/index.ts';
import { wait } from './wait/index.ts';
import { events } from './events/index.ts';
import { top } from './top/index.ts';
import { cp } from './cp/index.ts';
import { portForward } from './port-forward/index.ts';
import { debug } from './debug/index.ts';

/** Every command, sorted. One file each; add the file, then its line here. */
// prettier-ignore
export const verbs: readonly Command[] = [
  apiResources,
  apiVersions,
  apply,
  auth,
  certificate,
  clusterInfo,
  completion,
  config,
  create,
  deleteCommand,
  describe,
  get,
  explain,
  diff,
  edit,
  kustomize,
  options,
  patch,
  replace,
  plugin,
  rollout,
  version,
  autoscale,
  cordon,
  drain,
  scale,
  taint,
  uncordon,
  annotate,
  expose,
  label,
  set,
  logs,
  exec,
  attach,
  run,
  wait,
  events,
  top,
  cp,
  portForward,
  debug,
];
