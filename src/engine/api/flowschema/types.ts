import type { IFlowSchemaSpec } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1/FlowSchemaSpec';
import type { IFlowSchemaStatus } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1/FlowSchemaStatus';
import type { INonResourcePolicyRule } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1/NonResourcePolicyRule';
import type { IPolicyRulesWithSubjects } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1/PolicyRulesWithSubjects';
import type { IResourcePolicyRule } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1/ResourcePolicyRule';
import type { ISubject } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1/Subject';
import type { TypedObject } from '../kind.ts';
import type { Stored } from '../wire.ts';

export type FlowSubject = Stored<ISubject>;
export type ResourcePolicyRule = Stored<IResourcePolicyRule>;
export type NonResourcePolicyRule = Stored<INonResourcePolicyRule>;
export type PolicyRulesWithSubjects = Stored<IPolicyRulesWithSubjects>;
export type FlowSchemaSpec = Stored<IFlowSchemaSpec, 'matchingPrecedence'>;
export type FlowSchemaStatus = Stored<IFlowSchemaStatus>;
export type FlowSchema = TypedObject<'FlowSchema', 'flowcontrol.apiserver.k8s.io/v1', FlowSchemaSpec, FlowSchemaStatus>;
