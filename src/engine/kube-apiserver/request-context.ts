import type { Kind, ServedVersion } from '../api/kind.ts';
import type { ApiObject } from '../apimachinery/index.ts';
import type { ApiRequest } from '../client-go/request.ts';
import type { Stages } from './stages.ts';
import type { Storage } from './storage/storage.ts';
import type { Waits } from './waits.ts';

/** Who asks, once it is proven. k8s.io/apiserver/pkg/authentication/user */
export interface User {
  readonly name: string;
  readonly uid?: string | undefined;
  readonly groups: readonly string[];
}

/** A resource as it is served under one group and version. */
export interface ServedResource {
  readonly kind: Kind;
  readonly storage: Storage;
  /** Undefined when what is served is what is stored. */
  readonly served: ServedVersion<ApiObject> | undefined;
  readonly group: string;
  readonly version: string;
  /** What every request for it is told when it is on its way out. */
  readonly deprecation: string | undefined;
}

/** All that is known of one request on its way through the chain. */
export interface RequestContext {
  readonly request: ApiRequest;
  readonly resource: ServedResource;
  readonly user: User;
  readonly dryRun: boolean;
  readonly stages: Stages;
  readonly warnings: string[];
  readonly waits: Waits;
}
