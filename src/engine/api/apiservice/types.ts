import type { IAPIServiceSpec } from 'kubernetes-models/apiregistration.k8s.io/v1/APIServiceSpec';
import type { IAPIServiceStatus } from 'kubernetes-models/apiregistration.k8s.io/v1/APIServiceStatus';
import type { TypedObject } from '../kind.ts';
import type { Stored } from '../wire.ts';

export type APIServiceSpec = Stored<IAPIServiceSpec>;
export type APIServiceStatus = Stored<IAPIServiceStatus>;
export type APIService = TypedObject<'APIService', 'apiregistration.k8s.io/v1', APIServiceSpec, APIServiceStatus>;
