import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import type { INetworkPolicy, IIngress } from 'kubernetes-models/networking.k8s.io/v1';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type { IEndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1';
import type { IService } from 'kubernetes-models/v1';
import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { customState, fieldOf } from './custom-state.ts';
import type { KindState, StateOf } from './state.ts';

const still = (status: string): KindState => ({ shape: 'ready', tone: 'quiet', status });

const service: StateOf = ({ spec: given, status }) => {
  const spec: NonNullable<IService['spec']> = given ?? {};
  const { type = 'ClusterIP', clusterIP = '', ports = [] } = spec;
  if (type === 'ExternalName') return still(spec.externalName ?? '');
  if (clusterIP === 'None') return { ...still('None'), message: 'kind.headless' };
  const address = ports[0] ? `${clusterIP}:${ports[0].port}` : clusterIP;
  if (type !== 'LoadBalancer') return still(address);
  const balancers = fieldOf(fieldOf(status, 'loadBalancer'), 'ingress');
  const outside: unknown = Array.isArray(balancers) ? balancers[0] : undefined;
  const ip = fieldOf(outside, 'ip') ?? fieldOf(outside, 'hostname');
  return typeof ip === 'string' ? still(ip) : { shape: 'pending', tone: 'busy', status: '<pending>' };
};

const ingress: StateOf = ({ spec: given }) => {
  const spec: NonNullable<IIngress['spec']> = given ?? {};
  const hosts = (spec.rules ?? []).map(({ host }) => host ?? '*');
  return still(hosts.join(', ') || '*');
};

const autoscaler: StateOf = ({ spec: given, status: told }) => {
  const spec = given as IHorizontalPodAutoscaler['spec'];
  const status: Partial<NonNullable<IHorizontalPodAutoscaler['status']>> = told ?? {};
  const { minReplicas: min = 1, maxReplicas: max = 1 } = spec ?? {};
  const now = status.currentReplicas ?? 0;
  const able = status.conditions?.find(({ type }) => type === 'ScalingActive');
  const params = { now, min, max };
  const words = { status: `${now} (${min}–${max})`, message: 'kind.hpa', params } as const;
  if (able?.status === 'False') return { ...words, shape: 'not-ready', tone: 'warn' };
  return { ...words, shape: able ? 'ready' : 'pending', tone: able ? 'ok' : 'quiet' };
};

const disruptionBudget: StateOf = ({ status: told }) => {
  const status: Partial<NonNullable<IPodDisruptionBudget['status']>> = told ?? {};
  const count = status.disruptionsAllowed ?? 0;
  const words = { status: String(count), message: 'kind.allowed', params: { count } } as const;
  return count > 0 ? { ...words, shape: 'ready', tone: 'ok' } : { ...words, shape: 'pause', tone: 'warn' };
};

const networkPolicy: StateOf = ({ spec: given }) => {
  const spec: Partial<NonNullable<INetworkPolicy['spec']>> = given ?? {};
  return still((spec.policyTypes ?? ['Ingress']).join(', '));
};

const keys: StateOf = (object) => {
  const names = ['data', 'binaryData'].flatMap((field) => Object.keys(fieldOf(object, field) ?? {}));
  return { ...still(String(names.length)), message: 'kind.keys', params: { count: names.length } };
};

const rules: StateOf = (object) => {
  const list = fieldOf(object, 'rules');
  const count = Array.isArray(list) ? list.length : 0;
  return { ...still(String(count)), message: 'kind.rules', params: { count } };
};

const binding: StateOf = (object) => still(`→ ${String(fieldOf(fieldOf(object, 'roleRef'), 'name') ?? '')}`);

const slice: StateOf = (object) => {
  const endpoints = (fieldOf(object, 'endpoints') ?? []) as NonNullable<IEndpointSlice['endpoints']>;
  const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false).length;
  const words = { status: `${ready}/${endpoints.length}`, params: { ready, all: endpoints.length } } as const;
  return {
    ...words,
    message: 'kind.endpoints',
    shape: ready > 0 ? 'ready' : 'pending',
    tone: ready > 0 ? 'ok' : 'quiet',
  };
};

/** Volumes, claims and whatever else has a phase. */
const phased = (bad: RegExp): StateOf => {
  return (object: ApiObject) => {
    const phase = String(fieldOf(object.status, 'phase') ?? 'Pending');
    if (bad.test(phase)) return { shape: 'failed', tone: 'bad', status: phase };
    if (phase === 'Bound' || phase === 'Active') return { shape: 'ready', tone: 'ok', status: phase };
    return {
      shape: phase === 'Released' ? 'succeeded' : 'pending',
      tone: phase === 'Pending' ? 'busy' : 'quiet',
      status: phase,
    };
  };
};

const storageClass: StateOf = (object) => still(String(fieldOf(object, 'provisioner') ?? ''));

const definition: StateOf = (object) => {
  const names = fieldOf(object.spec, 'names');
  return { ...customState(object), status: String(fieldOf(names, 'kind') ?? '') };
};

const lease: StateOf = ({ spec }) => still(String(fieldOf(spec, 'holderIdentity') ?? ''));

const plain: StateOf = () => still('');

export const OTHER_STATES: Readonly<Record<string, StateOf>> = {
  Service: service,
  'Ingress.networking.k8s.io': ingress,
  'HorizontalPodAutoscaler.autoscaling': autoscaler,
  'PodDisruptionBudget.policy': disruptionBudget,
  'NetworkPolicy.networking.k8s.io': networkPolicy,
  ConfigMap: keys,
  Secret: keys,
  'Role.rbac.authorization.k8s.io': rules,
  'ClusterRole.rbac.authorization.k8s.io': rules,
  'RoleBinding.rbac.authorization.k8s.io': binding,
  'ClusterRoleBinding.rbac.authorization.k8s.io': binding,
  'EndpointSlice.discovery.k8s.io': slice,
  PersistentVolume: phased(/Failed/),
  PersistentVolumeClaim: phased(/Lost/),
  Namespace: phased(/^$/),
  'StorageClass.storage.k8s.io': storageClass,
  'CustomResourceDefinition.apiextensions.k8s.io': definition,
  'Lease.coordination.k8s.io': lease,
  ServiceAccount: plain,
  ResourceQuota: plain,
  LimitRange: plain,
};
