import { MINUTE, SECOND, type Micros } from '../sim/index.ts';
import type { Credentials } from '../client-go/index.ts';

/** What kube-controller-manager's flags set; each left out has the default of v1.36. */
export interface KubeControllerManagerConfig {
  readonly address?: string;
  readonly credentials?: Credentials;
  /** --use-service-account-credentials: each controller acts as its own service account; kubeadm sets it. */
  readonly useServiceAccountCredentials?: boolean;
  /** --kube-api-qps and --kube-api-burst: each controller has a client of its own with this limit. 0: no limit. */
  readonly qps?: number;
  readonly burst?: number;
  /** --controllers: names to run; `-name` leaves one out. Nothing: all. */
  readonly controllers?: readonly string[];
  /** --leader-elect: work only while holding the Lease kube-system/kube-controller-manager. */
  readonly leaderElect?: boolean;
  /** Called when the lease is lost; the process must not go on. Default: it dies. */
  readonly onLeaseLost?: (() => void) | undefined;
  readonly nodeMonitorPeriod?: Micros;
  readonly nodeMonitorGracePeriod?: Micros;
  readonly nodeStartupGracePeriod?: Micros;
  readonly nodeEvictionRate?: number;
  readonly secondaryNodeEvictionRate?: number;
  readonly largeClusterSizeThreshold?: number;
  readonly unhealthyZoneThreshold?: number;
  /** --cluster-cidr, an IPv4 prefix; and --node-cidr-mask-size. */
  readonly clusterCIDR?: string;
  readonly nodeCIDRMaskSize?: number;
  readonly terminatedPodGCThreshold?: number;
  readonly maxEndpointsPerSlice?: number;
  /** PEM text of the cluster's certificate authority, as kube-root-ca.crt carries it. */
  readonly rootCA?: string;
}

export type ResolvedConfig = Required<Omit<KubeControllerManagerConfig, 'onLeaseLost'>> &
  Pick<KubeControllerManagerConfig, 'onLeaseLost'>;

const PLACEHOLDER_CA = '-----BEGIN CERTIFICATE-----\nT3JyZXJ5IGNsdXN0ZXIgQ0E=\n-----END CERTIFICATE-----\n';

/** pkg/controller/<name>/config/v1alpha1/defaults.go, cmd/kube-controller-manager/app/options */
export const DEFAULTS: ResolvedConfig = {
  address: 'kube-apiserver',
  credentials: { clientCertificate: { commonName: 'system:kube-controller-manager', organizations: [] } },
  useServiceAccountCredentials: true,
  qps: 20,
  burst: 30,
  controllers: [],
  leaderElect: false,
  nodeMonitorPeriod: 5 * SECOND,
  nodeMonitorGracePeriod: 50 * SECOND,
  nodeStartupGracePeriod: MINUTE,
  nodeEvictionRate: 0.1,
  secondaryNodeEvictionRate: 0.01,
  largeClusterSizeThreshold: 50,
  unhealthyZoneThreshold: 0.55,
  clusterCIDR: '10.244.0.0/16',
  nodeCIDRMaskSize: 24,
  terminatedPodGCThreshold: 12_500,
  maxEndpointsPerSlice: 100,
  rootCA: PLACEHOLDER_CA,
};

export function resolveConfig(config: KubeControllerManagerConfig): ResolvedConfig {
  return { ...DEFAULTS, ...config };
}
