import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
import { formatLabelSelector, type WireLabelSelector } from '../../engine/apimachinery/index.ts';
import { describing } from './describer.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { orElse, timeString } from './text.ts';

interface Rule {
  readonly ports: readonly INetworkPolicyPort[];
  readonly peers: readonly INetworkPolicyPeer[];
}

/** The words that differ between what may come in and what may go out. */
interface Direction {
  readonly traffic: string;
  readonly peer: string;
  readonly unrestricted: string;
}

const INGRESS: Direction = { traffic: 'ingress', peer: 'From', unrestricted: 'source' };
const EGRESS: Direction = { traffic: 'egress', peer: 'To', unrestricted: 'destination' };
const INDENT = '    ';

function describePorts(ports: readonly INetworkPolicyPort[], w: PrefixWriter): void {
  if (ports.length === 0) w.line(0, `${INDENT}To Port: <any> (traffic allowed to all ports)`);
  for (const { port, endPort, protocol } of ports) {
    const first = port ?? '<nil>';
    const range = endPort === undefined ? `To Port: ${first}` : `To Port Range: ${first}-${endPort}`;
    w.line(0, `${INDENT}${range}/${protocol ?? 'TCP'}`);
  }
}

function describePeer({ podSelector, namespaceSelector, ipBlock }: INetworkPolicyPeer, w: PrefixWriter): void {
  const line = (title: string, selector: object): void =>
    w.line(1, `${INDENT}${title}: ${formatLabelSelector(selector as WireLabelSelector)}`);
  if (namespaceSelector !== undefined) line('NamespaceSelector', namespaceSelector);
  if (podSelector !== undefined) line('PodSelector', podSelector);
  if (namespaceSelector !== undefined || podSelector !== undefined || ipBlock === undefined) return;
  w.line(1, `${INDENT}IPBlock:`);
  w.line(2, `${INDENT}CIDR: ${ipBlock.cidr}`);
  w.line(2, `${INDENT}Except: ${(ipBlock.except ?? []).join(', ')}`);
}

function describeRules(rules: readonly Rule[], direction: Direction, w: PrefixWriter): void {
  const { traffic, peer, unrestricted } = direction;
  if (rules.length === 0) w.line(0, `${INDENT}<none> (Selected pods are isolated for ${traffic} connectivity)`);
  rules.forEach(({ ports, peers }, at) => {
    describePorts(ports, w);
    if (peers.length === 0) w.line(0, `${INDENT}${peer}: <any> (traffic not restricted by ${unrestricted})`);
    for (const one of peers) {
      w.line(0, `${INDENT}${peer}:`);
      describePeer(one, w);
    }
    if (at < rules.length - 1) w.line(0, `${INDENT}----------`);
  });
}

function describeSpec(spec: NonNullable<INetworkPolicy['spec']>, w: PrefixWriter): void {
  const types: readonly string[] = spec.policyTypes ?? [];
  const selector = formatLabelSelector(spec.podSelector as WireLabelSelector | undefined);
  const all = selector === '<none>' ? ' (Allowing the specific traffic to all pods in this namespace)' : '';
  w.line(0, 'Spec:');
  w.write(1, 'PodSelector: ');
  w.line(2, `${selector}${all}`);
  if (types.includes('Ingress')) {
    w.line(1, 'Allowing ingress traffic:');
    const rules = (spec.ingress ?? []).map(({ ports, from }) => ({ ports: ports ?? [], peers: from ?? [] }));
    describeRules(rules, INGRESS, w);
  } else w.line(1, 'Not affecting ingress traffic');
  if (types.includes('Egress')) {
    w.line(1, 'Allowing egress traffic:');
    const rules = (spec.egress ?? []).map(({ ports, to }) => ({ ports: ports ?? [], peers: to ?? [] }));
    describeRules(rules, EGRESS, w);
  } else w.line(1, 'Not affecting egress traffic');
  w.line(1, `Policy Types: ${orElse(types.join(', '))}`);
}

export const networkPolicyDescriber = describing<INetworkPolicy>(async ({ metadata, spec }) => (w) => {
  w.line(0, `Name:\t${metadata?.name ?? ''}`);
  w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
  w.line(0, `Created on:\t${timeString(metadata?.creationTimestamp)}`);
  labelsMultiline(w, 'Labels', metadata?.labels);
  annotationsMultiline(w, 'Annotations', metadata?.annotations);
  describeSpec(spec ?? { podSelector: {} }, w);
});
