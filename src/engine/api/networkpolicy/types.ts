import type { IIPBlock } from 'kubernetes-models/networking.k8s.io/v1/IPBlock';
import type { INetworkPolicyEgressRule } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyEgressRule';
import type { INetworkPolicyIngressRule } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyIngressRule';
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
import type { INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicySpec';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type IPBlock = Stored<IIPBlock>;
export type NetworkPolicyPeer = Stored<INetworkPolicyPeer>;
export type NetworkPolicyPort = Stored<INetworkPolicyPort>;
export type NetworkPolicyIngressRule = Stored<INetworkPolicyIngressRule>;
export type NetworkPolicyEgressRule = Stored<INetworkPolicyEgressRule>;
export type NetworkPolicySpec = Stored<INetworkPolicySpec, 'policyTypes' | 'podSelector'>;

export interface NetworkPolicy extends ApiObject<NetworkPolicySpec> {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'NetworkPolicy';
  readonly spec: NetworkPolicySpec;
}
