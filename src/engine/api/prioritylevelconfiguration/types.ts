import type { ILimitResponse } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1/LimitResponse';
import type { ILimitedPriorityLevelConfiguration } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1/LimitedPriorityLevelConfiguration';
import type { IPriorityLevelConfigurationSpec } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfigurationSpec';
import type { IPriorityLevelConfigurationStatus } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfigurationStatus';
import type { IQueuingConfiguration } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1/QueuingConfiguration';
import type { TypedObject } from '../kind.ts';
import type { Stored } from '../wire.ts';

export type QueuingConfiguration = Stored<IQueuingConfiguration>;
export type LimitResponse = Stored<ILimitResponse>;
export type LimitedPriorityLevelConfiguration = Stored<ILimitedPriorityLevelConfiguration>;
export type PriorityLevelConfigurationSpec = Stored<IPriorityLevelConfigurationSpec>;
export type PriorityLevelConfigurationStatus = Stored<IPriorityLevelConfigurationStatus>;
export type PriorityLevelConfiguration = TypedObject<
  'PriorityLevelConfiguration',
  'flowcontrol.apiserver.k8s.io/v1',
  PriorityLevelConfigurationSpec,
  PriorityLevelConfigurationStatus
>;
