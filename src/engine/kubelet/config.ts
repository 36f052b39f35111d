import type { Taint } from '../api/node/types.ts';
import type { Service } from '../api/service/types.ts';
import type { NodeDisk, RuntimeActivity } from '../cri-api/index.ts';
import { MINUTE, SECOND, type Micros } from '../sim/index.ts';

/** The Services of the cluster, as an informer on the node knows them. */
export interface ServiceLister {
  /** Another one when they have changed. */
  readonly version: object | undefined;
  list(): readonly Service[];
}

export interface KubeletConfig {
  readonly nodeIP: string;
  /** Quantities, as `4`, `8Gi`. */
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage?: string;
  /** Default 110. */
  readonly maxPods?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
  /** Adds the control plane's role label and taint, as kubeadm does. */
  readonly controlPlane?: boolean;
  /** For a network that does not wait for the node's spec.podCIDR. */
  readonly podCIDR?: string;
  /** Rings when the runtime's sandboxes or containers change; the same one that the runtime has. */
  readonly activity: RuntimeActivity;
  /** Where volumes are put for the runtime to mount; without one there are none. */
  readonly disk?: NodeDisk;
  /** What environments say of Services; without it, nothing. */
  readonly services?: ServiceLister;
  /** The kubelet's --kube-api-qps and --kube-api-burst; default 50 and 100. */
  readonly qps?: number;
  readonly burst?: number;
}

export const KUBELET_VERSION = 'v1.36.0';
export const RUNTIME_VERSION = 'containerd://2.2.0';

/** pkg/kubelet/apis/config/v1beta1/defaults.go */
export const NODE_STATUS_UPDATE_FREQUENCY: Micros = 10 * SECOND;
export const NODE_STATUS_REPORT_FREQUENCY: Micros = 5 * MINUTE;
export const NODE_LEASE_DURATION_SECONDS = 40;
export const NODE_LEASE_RENEW: Micros = 10 * SECOND;
export const SYNC_FREQUENCY: Micros = MINUTE;
export const MAX_PODS = 110;

/** pkg/kubelet/kubelet.go */
export const BACKOFF_PERIOD: Micros = 10 * SECOND;
export const INITIAL_CONTAINER_BACKOFF: Micros = 10 * SECOND;
export const MAX_CONTAINER_BACKOFF: Micros = 300 * SECOND;
export const PLEG_RELIST_PERIOD: Micros = SECOND;
