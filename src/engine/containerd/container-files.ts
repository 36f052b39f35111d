import { bytesOf } from '../apimachinery/index.ts';
import type { Mount } from '../cri-api/index.ts';
import { TOOLS, directory, file, link, type DirectoryNode, type FileNode, type Node } from '../shell/index.ts';
import type { Container } from './container.ts';
import { baseOf } from './images/index.ts';
import type { ContainerMachine } from './container-machine.ts';
import { NETWORK_TOOLS } from './programs/index.ts';

const FOLDERS =
  'bin dev etc home lib media mnt opt proc root run sbin srv sys tmp usr usr/bin usr/lib usr/local usr/local/bin usr/sbin usr/share var var/cache var/lib var/log var/run var/tmp'.split(
    ' ',
  );

/** The files of a container: its image's, what the kubelet and the runtime write for every container, and the pod's volumes over them. */
export function containerRoot(container: Container, machine: ContainerMachine): DirectoryNode {
  const at = container.record.createdAt;
  const root = directory(0o755, at);
  for (const folder of FOLDERS) folderAt(root, folder, at);
  folderAt(root, 'tmp', at).mode = 0o1777;
  putPrograms(root, machine, at);
  putEtc(root, container, machine, at);
  putDevices(root, at);
  for (const [path, content] of Object.entries(container.image.files ?? {})) {
    const script = content.startsWith('#!');
    putAt(root, path, file(bytesOf(content), script ? 0o755 : 0o644, at), at);
  }
  for (const mount of container.config.mounts ?? []) mountAt(root, container, mount, at);
  putProc(root, container, machine, at);
  return root;
}

function folderAt(root: DirectoryNode, path: string, at: number): DirectoryNode {
  let node = root;
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') continue;
    const next = node.children.get(part);
    const made = next?.type === 'directory' ? next : directory(0o755, at);
    if (made !== next) node.children.set(part, made);
    node = made;
  }
  return node;
}

function putAt(root: DirectoryNode, path: string, node: Node, at: number): void {
  const slash = path.lastIndexOf('/');
  folderAt(root, path.slice(0, slash), at).children.set(path.slice(slash + 1), node);
}

function putPrograms(root: DirectoryNode, machine: ContainerMachine, at: number): void {
  const { image } = machine.container;
  const names = new Set([...TOOLS.keys(), ...NETWORK_TOOLS.keys(), 'sh', 'bash', 'ash', 'dash']);
  for (const binary of image.server?.binaries ?? []) names.add(binary);
  for (const client of image.server?.clients ?? []) names.add(client);
  for (const own of Object.keys(image.programs ?? {})) names.add(own);
  const bin = folderAt(root, machine.gnu ? 'usr/bin' : 'bin', at);
  for (const name of names) if (machine.program(name)) bin.children.set(name, file('', 0o755, at));
  if (machine.gnu) {
    root.children.set('bin', link('usr/bin', at));
    root.children.set('sbin', link('usr/sbin', at));
    return;
  }
  folderAt(root, 'usr', at).children.set('bin', link('../bin', at));
}

const RELEASES = {
  busybox: undefined,
  alpine:
    'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.2\nPRETTY_NAME="Alpine Linux v3.22"\nHOME_URL="https://alpinelinux.org/"\n',
  debian:
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\nHOME_URL="https://www.debian.org/"\n',
  ubuntu:
    'PRETTY_NAME="Ubuntu 24.04.3 LTS"\nNAME="Ubuntu"\nVERSION_ID="24.04"\nVERSION="24.04.3 LTS (Noble Numbat)"\nVERSION_CODENAME=noble\nID=ubuntu\nID_LIKE=debian\nHOME_URL="https://www.ubuntu.com/"\n',
} as const;

function putEtc(root: DirectoryNode, container: Container, machine: ContainerMachine, at: number): void {
  const { image } = container;
  const base = baseOf(image);
  const etc = folderAt(root, 'etc', at);
  const put = (name: string, text: string) => void etc.children.set(name, file(bytesOf(text), 0o644, at));
  const { user } = machine;
  const shell = machine.gnu ? '/bin/bash' : '/bin/sh';
  const own = user.uid === 0 ? '' : `${user.name}:x:${user.uid}:${user.gid}::${user.home}:/sbin/nologin\n`;
  put('passwd', `root:x:0:0:root:/root:${shell}\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n${own}`);
  put('group', `root:x:0:\nnobody:x:65534:\n${user.uid === 0 ? '' : `${user.group}:x:${user.gid}:\n`}`);
  put('hostname', `${machine.hostname}\n`);
  put('hosts', hostsFile(container, machine.hostname));
  put('resolv.conf', resolvConf(container));
  const release = RELEASES[base];
  if (release !== undefined) put('os-release', release);
  if (base === 'debian') put('debian_version', '12.12\n');
  if (base === 'alpine') put('alpine-release', '3.22.2\n');
  folderAt(root, user.home, at);
}

/** pkg/kubelet/kubelet_pods.go managedHostsFileContent */
function hostsFile({ sandbox }: Container, hostname: string): string {
  const lines = [
    '# Kubernetes-managed hosts file.',
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::\tip6-localnet',
    'fe00::\tip6-mcastprefix',
    'fe00::1\tip6-allnodes',
    'fe00::2\tip6-allrouters',
    `${sandbox.record.ip}\t${hostname}`,
  ];
  const aliases = sandbox.hostAliases ?? [];
  if (aliases.length > 0) lines.push('', '# Entries added by HostAliases.');
  for (const { ip, hostnames } of aliases) lines.push(`${ip}\t${(hostnames ?? []).join('\t')}`);
  return `${lines.join('\n')}\n`;
}

function resolvConf({ sandbox }: Container): string {
  const { servers, searches, options } = sandbox.dns;
  const lines: string[] = [];
  if (searches.length > 0) lines.push(`search ${searches.join(' ')}`);
  for (const server of servers) lines.push(`nameserver ${server}`);
  if (options.length > 0) lines.push(`options ${options.join(' ')}`);
  return lines.map((line) => `${line}\n`).join('');
}

function putDevices(root: DirectoryNode, at: number): void {
  const dev = folderAt(root, 'dev', at);
  for (const name of ['null', 'zero', 'full', 'random', 'urandom', 'tty']) {
    dev.children.set(name, { type: 'device', content: '', mode: 0o666, modified: at });
  }
  ['stdin', 'stdout', 'stderr'].forEach((name, fd) => dev.children.set(name, link(`/proc/self/fd/${fd}`, at)));
  folderAt(dev, 'shm', at).mode = 0o1777;
  folderAt(dev, 'pts', at);
}

function putProc(root: DirectoryNode, container: Container, machine: ContainerMachine, at: number): void {
  const proc = folderAt(root, 'proc', at);
  const put = (path: string, make: () => string) =>
    putAt(proc, path, { type: 'file', content: make, mode: 0o444, modified: at }, at);
  const seconds = () => ((machine.now() - container.sandbox.record.createdAt) / 1_000_000).toFixed(2);
  const memory = container.config.memoryLimit;
  put('version', () => 'Linux version 6.12.48-orrery (gcc 14.2.0) #1 SMP PREEMPT_DYNAMIC\n');
  put('uptime', () => `${seconds()} ${seconds()}\n`);
  put('loadavg', () => `0.00 0.00 0.00 1/${machine.processes.list().length} 1\n`);
  put('meminfo', () => 'MemTotal:        8388608 kB\nMemFree:         6291456 kB\nMemAvailable:    7340032 kB\n');
  put('cpuinfo', () => [0, 1, 2, 3].map((n) => `processor\t: ${n}\nmodel name\t: Orrery virtual CPU\n\n`).join(''));
  put('mounts', () =>
    (container.config.mounts ?? [])
      .map(({ mountPath, readOnly }) => `tmpfs ${mountPath} tmpfs ${readOnly ? 'ro' : 'rw'},relatime 0 0\n`)
      .join(''),
  );
  for (const pid of [1, 'self']) {
    const of = () => (pid === 1 ? machine.processes.get(1) : undefined);
    put(`${pid}/cmdline`, () => (of()?.args ?? []).map((arg) => `${arg}\0`).join(''));
    put(`${pid}/environ`, () =>
      [...(of()?.env ?? machine.environment())].map(([name, value]) => `${name}=${value}\0`).join(''),
    );
    put(`${pid}/cgroup`, () => '0::/\n');
    put(`${pid}/status`, () => `Name:\t${of()?.args[0] ?? 'sh'}\nState:\tS (sleeping)\nPid:\t1\nUid:\t0\t0\t0\t0\n`);
    folderAt(proc, `${pid}/fd`, at);
  }
  putAt(root, '/sys/fs/cgroup/memory.max', file(memory === undefined ? 'max\n' : `${memory}\n`, 0o644, at), at);
}

/** A volume, or one file or folder of it, over what the image has at that path. */
function mountAt(root: DirectoryNode, container: Container, mount: Mount, at: number): void {
  const { sandbox, config } = container;
  const volume = sandbox.disk.pod(sandbox.record.pod.uid)?.volume(mount.name);
  if (!volume) return;
  const sub =
    mount.subPathExpr?.replace(/\$\(([^)]+)\)/g, (all, name: string) =>
      Object.hasOwn(config.env, name) ? config.env[name]! : all,
    ) ?? mount.subPath;
  const source = sub === undefined || sub === '' ? volume : below(volume, sub, at);
  if (!source) return;
  const path = mount.mountPath.replace(/\/+$/, '') || '/';
  const readOnly = mount.readOnly === true || isWritten(volume);
  putAt(root, path, source.type === 'directory' ? window(source, readOnly) : source, at);
}

/** What the kubelet writes itself may not be written by others: ConfigMaps, Secrets and their like. */
function isWritten(volume: DirectoryNode | FileNode): boolean {
  return volume.type === 'directory' && volume.children.has('..data');
}

/** The same children under a directory of its own, so that one container may only read what another one writes. */
function window(source: DirectoryNode, readOnly: boolean): DirectoryNode {
  return { type: 'directory', children: source.children, mode: source.mode, modified: source.modified, readOnly };
}

/** A path inside of a volume; a folder that is not there is made, as the kubelet does. What a link leads to is copied as it is now. */
function below(volume: DirectoryNode | FileNode, path: string, at: number): DirectoryNode | FileNode | undefined {
  if (volume.type !== 'directory') return undefined;
  let node: DirectoryNode = volume;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    let next: Node | undefined = node.children.get(part);
    for (let links = 0; next?.type === 'link' && links < 8; links++) next = followed(volume, next.target);
    if (next?.type === 'file' || next?.type === 'device') return { ...next };
    if (next?.type === 'directory') node = next;
    else {
      const made = directory(0o755, at);
      node.children.set(part, made);
      node = made;
    }
  }
  return node;
}

function followed(volume: DirectoryNode, target: string): Node | undefined {
  let node: Node | undefined = volume;
  for (const part of target.split('/')) {
    if (node?.type === 'link') node = followed(volume, node.target);
    if (node?.type !== 'directory') return undefined;
    node = node.children.get(part);
  }
  return node;
}
