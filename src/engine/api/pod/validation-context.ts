import type { ObjectMeta } from '../../apimachinery/index.ts';
import type { PodSpec, RestartPolicy, Volume } from './types.ts';

/** What the checks of one container need to know of the pod around it. */
export interface ContainerContext {
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly claimNames: readonly string[];
  readonly gracePeriod: number | undefined;
  readonly restartPolicy: RestartPolicy;
  readonly hostUsers: boolean;
}

/** PodValidationOptions with the gates of v1.36 at their defaults; only what differs by caller remains. */
export interface PodValidationOptions {
  /** The spec is a Pod's own, not a template's. */
  readonly resourceIsPod: boolean;
  /** Known for a real pod only. */
  readonly meta: Pick<ObjectMeta, 'name'> | undefined;
}

/** The default is true, so only an explicit false turns user namespaces on. */
export function usesHostUsers(spec: PodSpec): boolean {
  return spec.hostUsers !== false;
}
