import type { Json } from '../rest/types.ts';

/** A kubeconfig's three kinds of entries, by their names, as clientcmd's internal Config has them. */
export interface Config {
  readonly clusters: ReadonlyMap<string, Json>;
  readonly users: ReadonlyMap<string, Json>;
  readonly contexts: ReadonlyMap<string, Json>;
  readonly currentContext: string;
}

export const EMPTY_CONFIG: Config = {
  clusters: new Map(),
  users: new Map(),
  contexts: new Map(),
  currentContext: '',
};
