import type { Term } from '../term.ts';
import { access } from './access.ts';
import { api } from './api.ts';
import { cluster } from './cluster.ts';
import { network } from './network.ts';
import { running } from './running.ts';
import { scheduling } from './scheduling.ts';
import { storage } from './storage.ts';
import { workloads } from './workloads.ts';

/** Every word that is explained. Adding one is adding it to the file of its room. */
export const TERMS: readonly Term[] = [
  ...access,
  ...api,
  ...cluster,
  ...network,
  ...running,
  ...scheduling,
  ...storage,
  ...workloads,
];
