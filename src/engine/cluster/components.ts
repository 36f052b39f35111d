import { kinds } from '../api/index.ts';
import { Balancers, startCloudControllerManager, startLoadBalancers } from '../cloud/index.ts';
import { NodeRuntime, startContainerd, type Services } from '../containerd/index.ts';
import { startCoreDNS } from '../coredns/index.ts';
import { EtcdDisk, startEtcd } from '../etcd/index.ts';
import { startIngressController } from '../ingress/index.ts';
import { startKubeAPIServer } from '../kube-apiserver/index.ts';
import { startKubeControllerManager } from '../kube-controller-manager/index.ts';
import { startKubelet } from '../kubelet/index.ts';
import { startKubeProxy } from '../kube-proxy/index.ts';
import { startKubeScheduler } from '../kube-scheduler/index.ts';
import { startMetricsServer } from '../metrics-server/index.ts';
import { SECOND, type Process } from '../sim/index.ts';
import type { Cluster } from './cluster.ts';
import type { Machine } from './machine.ts';

/** Client-side limits off: `--kube-api-qps=-1`. */
const UNLIMITED = { qps: -1, burst: -1 };

/** What a control-plane machine runs beside a node's own programs: the static pods of kubeadm. */
export function putControlPlane(cluster: Cluster, machine: Machine): void {
  const { network, options } = cluster;
  const limits = options.unlimited ? UNLIMITED : {};
  const { paranoid = false, historyLimit } = options;
  const disk = (machine.disks.etcd ??= new EtcdDisk({ paranoid, ...(historyLimit !== undefined && { historyLimit }) }));
  machine.run('etcd', (process) => startEtcd(process, network, { disk, recorder: cluster.trace }));
  machine.run('kube-apiserver', (process) => {
    cluster.apiServer = startKubeAPIServer(process, network, {
      kinds,
      disk,
      advertiseAddress: nodeIP(machine),
      documentation: options.documentation,
      cel: options.cel,
      audit: options.audit,
    });
  });
  const { leaderElect = false } = options;
  machine.run('kube-controller-manager', (process) => {
    const onLeaseLost = (): void => restart(cluster, machine, process);
    startKubeControllerManager(process, network, { ...limits, leaderElect, onLeaseLost });
  });
  machine.run('kube-scheduler', (process) => {
    const onLeaseLost = (): void => restart(cluster, machine, process);
    startKubeScheduler(process, network, { ...limits, leaderElect, onLeaseLost });
  });
  if (machine.index === 1) {
    machine.run('coredns', (process) => startCoreDNS(process, network, { address: nodeIP(machine), ...limits }));
  }
  if ((options.controlPlanes ?? 1) > 0) putNode(cluster, machine);
}

/** What a cloud adds: its controller beside the others, and balancers outside. Once there, it stays. */
export function putCloud(cluster: Cluster): void {
  const { network, outside } = cluster;
  const machine = cluster.machines.get('control-plane-1');
  if (!machine || machine.components.includes('cloud-controller-manager')) return;
  const balancers = new Balancers();
  outside.run('load-balancer', (process) => startLoadBalancers(process, network, balancers));
  machine.run('cloud-controller-manager', (process) => startCloudControllerManager(process, network));
}

/** A leader that has lost its lease exits, and the kubelet starts its container again at once. */
function restart(cluster: Cluster, machine: Machine, process: Process): void {
  const { component } = process;
  process.kill();
  cluster.sim.at(cluster.sim.now + SECOND, () => machine.start(component), undefined);
}

const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** What runs in pods and is part of the cluster all the same, by the name that its image says. */
const SERVICES: Services = new Map([
  [
    'metrics-server',
    ({ process, network, read }) => startMetricsServer(process, network, { bearerToken: read(TOKEN) ?? '' }),
  ],
  [
    'ingress-nginx',
    ({ process, network, read, argv, print }) =>
      startIngressController(process, network, { bearerToken: read(TOKEN) ?? '', argv, print }),
  ],
]);

/** What makes a machine a Node: runtime, kubelet and proxy. */
export function putNode(cluster: Cluster, machine: Machine): void {
  const { network, options, sim } = cluster;
  const address = nodeIP(machine);
  const runtime = (machine.disks.runtime ??= new NodeRuntime(sim, network, machine.host, address));
  runtime.services = SERVICES;
  machine.run('containerd', (process) => startContainerd(process, network, { runtime }));
  machine.run('kubelet', (process) =>
    startKubelet(process, network, {
      nodeIP: address,
      cpu: options.workerCpu ?? '4',
      memory: options.workerMemory ?? '8Gi',
      controlPlane: machine.role === 'control-plane',
      activity: runtime.activity,
      disk: runtime.disk,
      services: {
        get version() {
          return machine.proxy?.services.version;
        },
        list: () => machine.proxy?.services.list() ?? [],
      },
      ...(options.unlimited && UNLIMITED),
    }),
  );
  machine.run('kube-proxy', (process) => {
    machine.proxy = startKubeProxy(process, network, { nodeIP: address, ...(options.unlimited && UNLIMITED) });
    runtime.podNetwork = machine.proxy;
  });
}

/** 172.18.0.2 for the control plane, 172.18.0.11 and on for workers. */
export function nodeIP(machine: Machine): string {
  const last = machine.role === 'control-plane' ? 1 + machine.index : 10 + machine.index;
  return `172.18.${last >> 8}.${last & 255}`;
}
