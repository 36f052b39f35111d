/**
 * node-tools: what a person types on a node. An ssh server lets people in; behind it is the shell room's bash with the tools of
 * a node: crictl, docker and nerdctl ask containerd over the CRI, etcdctl asks etcd's client port, kubeadm asks the API server
 * with admin.conf and lets machines in and out, systemctl speaks to the machine's init system.
 *
 * Promises: a tool acts by messages of its own, which the trace shows under its name (`crictl@worker-1`), and by nothing else
 * but what its Node gives it. A subcommand that is not here says so in the tool's own voice.
 *
 * It differs from the real ones in this: containers are looked at and not started by hand; `exec` of crictl and docker has
 * no -it, and docker's logs no -f; the node has containerd and no dockerd, and docker shows what
 * containerd has; etcd's values are JSON where a real API server writes protobuf, and etcdctl only reads; kubeadm's
 * phases and upgrade apply are not there; journalctl tells what the trace kept of the unit's process, not what it did not do; files of a node say who it is and little more, and
 * everything written there is gone when its ssh server ends. iptables-save shows
 * kube-proxy's rules, without those of a firewall.
 */
export type { Node } from './node.ts';
export { sshAddress, startSshd, type SshRequest } from './sshd.ts';
