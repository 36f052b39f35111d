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
  /** What else is known of a user, for whoever decides or writes it down. */
  readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** A resource as it is known under one group and version. */
export interface AddressedResource {
  readonly kind: Kind;
  /** Undefined when what is served is what is stored. */
  readonly served: ServedVersion<ApiObject> | undefined;
  readonly group: string;
  readonly version: string;
  /** What every request for it is told when it is on its way out. */
  readonly deprecation: string | undefined;
}

/** A resource of which objects are stored. */
export interface ServedResource extends AddressedResource {
  readonly storage: Storage;
}

/** All that is known of one request on its way through the chain, whether it is about something stored or not. */
export interface AnswerContext {
  readonly request: ApiRequest;
  readonly resource: AddressedResource;
  readonly user: User;
  readonly dryRun: boolean;
  readonly stages: Stages;
  readonly warnings: string[];
  readonly waits: Waits;
  /** Set by a PUT or an apply that found nothing to change and made the object. */
  created?: boolean;
}

/** The same for a request about what is stored. */
export interface RequestContext extends AnswerContext {
  readonly resource: ServedResource;
}
